import datetime

import app
import bus
from app import Users


def names(registry):
    return {key: [f.__name__ for f in entries] for key, entries in registry.items() if entries}


def checks():
    return {
        "topics": names(bus.TOPICS) == {"new": ["mail"], "/new/sub": ["below"], "new.2": ["formatted"]},
        "records": {key: [e["fn"] for e in entries] for key, entries in bus.RECORDS.items() if entries} == {"new": [app.recorded]},
        "types": bus.TYPES == {datetime.date: app.typed, datetime.time: app.typed},
        "an item": app.HANDLERS == {"new": app.mail},
        "a table of methods": bus.TABLE == {("GET", "/new/a"): Users.index, ("PUT", "/new/b"): Users.create},
        "a list of them": bus.ORDER == [("GET", Users.index), ("PUT", Users.create)],
    }
