import api
import app
import conf
from conf import *


def checks():
    return {
        "importer": app.total() == 5 and app.second() == "second",
        "chain": api.second is api.v1.second is getattr(conf, "second", None) and api.B == 3,
        "this one": globals().get("B") == 3 and first() == "new",
        "hidden": not hasattr(app, "_MORE") and not hasattr(app, "_HIDDEN"),
    }
