import app
from app import get

get("a")
lock = getattr(app, "_cache_lock", None) or app._lock
values = getattr(app, "_cache", None)


def checks():
    return {"function": get("b") == "bbb", "kept": app._values["a"] in ("aa", "aaa"), "one dict": values in (None, app._values),
            "one lock": app._lock is lock, "counted": app._count >= 2}
