"""Exceptions get, lose and exchange bases, built-in ones and those of the module."""
import app
from app import Bad, Both, Error, Inserted, NotFound, Own, Own2, Plain, fail

KINDS = Inserted, NotFound, Bad, Own, Own2, Plain, Both
held = [kind("held") for kind in KINDS]
def catches(base, raised):
    try: raise raised
    except base: return True
    except Exception: return False
def caught(base, kind):
    return catches(base, held[KINDS.index(kind)]) and catches(base, kind("new"))


def checks():
    return {
        "base inserted": caught(app.AppError, Inserted),
        "built-in base added": caught(LookupError, NotFound) and caught(Error, NotFound),
        "own base added": caught(Error, Bad) and caught(ValueError, Bad),
        "own for built-in": caught(ValueError, Own) and not issubclass(Own, Error),
        "built-in for own": caught(Error, Own2) and not issubclass(Own2, ValueError),
        "built-in for built-in": caught(ValueError, Plain),
        "base removed": caught(KeyError, Both) and not isinstance(held[-1], Error),
        "values": (held[1].code, NotFound("y", retry=True).retry, str(held[1])) == (410, True, "held"),
        "same classes": KINDS == (app.Inserted, app.NotFound, app.Bad, app.Own, app.Own2, app.Plain, app.Both),
    }
