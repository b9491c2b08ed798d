"""State that stands on a class below its body, and on members of an enumeration: methods are edited beside it."""
import app
from app import Level, Pool

p, q = app.connect("a"), app.connect("b")
lock, names = Pool.lock, Pool.names
Level.HIGH.rank()
Level.HIGH.notes.append("seen")
Level.hooks["x"] = p


def checks():
    return {
        "edited": p.describe() == "Pool(a)" and Level.LOW.rank() == 10,
        "state": (Pool.opened, Pool.all, Pool.by_dsn, Pool.current) == (2, [p, q], {"a": p, "b": q}, q),
        "collections": Pool.topics["b"] == ["opened"] and list(Pool.recent) == ["a", "b"],
        "lock": Pool.lock is lock,
        "table": Pool.names == {"db": "Databases", "web": "Web"} and Pool.names is names,
        "members": Level.HIGH.asked == 1 and Level.HIGH.notes == ["seen"] and Level.hooks == {"x": p},
    }
