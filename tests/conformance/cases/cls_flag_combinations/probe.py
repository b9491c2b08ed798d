def T(d):
    out = {}
    for k, f in d.items():
        try:
            v = f()
            if isinstance(v, tuple) and len(v) == 2: out[k] = True if v[0] == v[1] else "got %.150r want %.150r" % v
            else: out[k] = True if v is True else repr(v)[:200]
        except BaseException as e: out[k] = "%s: %s" % (type(e).__name__, e)
    return out
import app, pickle
from app import P
p = P.R | P.W
class Doc: perms = P.R | P.W
def checks():
    return T({"ok": lambda: app.ok(P.R | P.W), "held": lambda: app.ok(p), "doc": lambda: Doc.perms == P.R | P.W})
