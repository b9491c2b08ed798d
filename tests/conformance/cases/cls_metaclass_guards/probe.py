import app
from app import Limits, Small
l, s = Limits(), Small()
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__
def checks():
    return {
        "check": attempt(lambda: l.check(24) and not l.check(25) and s.check(7)) is True,
        "names": attempt(lambda: Limits.names) == ["burst", "size"],
        "body's": attempt(lambda: l.names) == "of the body",
        "guard": attempt(lambda: setattr(Limits, "SIZE", 3)) == "TypeError" and attempt(lambda: delattr(Small, "SIZE")) == "TypeError",
        "gone": not hasattr(l, "RATE"),
    }
