def T(d):
    out = {}
    for k, f in d.items():
        try:
            v = f()
            if isinstance(v, tuple) and len(v) == 2: out[k] = True if v[0] == v[1] else "got %.150r want %.150r" % v
            else: out[k] = True if v is True else repr(v)[:200]
        except BaseException as e: out[k] = "%s: %s" % (type(e).__name__, e)
    return out
import app
from app import P
h = P.R | P.W
class U: perms = P.R | P.W
def checks():
    return T({"eq": lambda: app.DEF == h == (P.R | P.W), "is": lambda: U.perms is app.DEF, "f": lambda: (app.f(), 2)})
