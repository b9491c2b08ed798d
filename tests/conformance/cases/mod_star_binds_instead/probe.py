"""What the module has bound itself comes by import * now: from a module that is reloaded, too, and from one that is not."""
import app
from app import RETRIES, helper, run

app.bump()


def checks():
    return {
        "in functions": run() == app.run() == (5, 2, 7, 2, "helper2"),
        "its own lines": app.DEBUG is True and app.count == 1,
        "of the module": (app.RETRIES, app.LATER) == (5, 7),
        "imported from it": RETRIES == 5 and helper() == "helper2",
    }
