"""Exceptions that a function of the module makes are caught by those who imported them."""
import app
from app import Busy, Denied, NotFound, enter, find

held = NotFound("held"), Denied("held")
def again(error): raise error
def caught(kind, f, *args):
    try: f(*args)
    except kind as e: return str(e), e.code
    except Exception: return "missed"


def checks():
    return {
        "made by type()": caught(NotFound, find) == ("x", 404),
        "made by a class statement": caught(Denied, enter) == ("new y", 403),
        "held": caught(NotFound, again, held[0]) == ("held", 404) and caught(Denied, again, held[1]) == ("new held", 403),
        "same classes": NotFound is app.NotFound and Denied is app.Denied,
        "its twin": str(Busy("z")) == "new z" and Busy.code == 2 and not issubclass(Busy, Denied),
    }
