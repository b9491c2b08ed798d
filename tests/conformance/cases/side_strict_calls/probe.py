"""Calls that a registry refuses the second time: changed, or in a `try` whose handler was there for the first time."""
import app
import reg
from app import Yaml

yaml = Yaml()
requests = app.REQUESTS
requests.value = 9
reg.JOBS["late"] = print


def checks():
    return {
        "jobs": list(reg.JOBS) == ["users", "logs", "after", "late"] and reg.JOBS["users"]() == ("users", 7) and reg.JOBS["logs"]() == ("logs", 1),
        "builtin values": reg.COLUMNS == {"id": int, "age": float} and list(reg.COLUMNS) == ["id", "age"],
        "closures": list(reg.LAZY) == ["retry"] and reg.LAZY["retry"].__closure__[1].cell_contents == 2,
        "in a try": app.Yaml is Yaml and app.OK is True and reg.PLUGINS == {"yaml": Yaml, "yml": Yaml} and yaml.dump() == "new",
        "made in a try": app.REQUESTS is requests and reg.Counter.names == {"requests": requests} and app.LIMIT == 2,
        "a key that another line says": reg.JOBS["after"].keywords == {"keep": 7},
        "with an end": app.BUSY == 7 and not app.LOCK.locked() and reg.LOG.count("locked") == 1,
        "what always raises": app.LEVEL == 2 and reg.LOG.count("tried") == 1,
    }
