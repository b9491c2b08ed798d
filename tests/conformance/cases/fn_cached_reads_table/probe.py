def T(d):
    out = {}
    for k, f in d.items():
        try:
            v = f()
            if isinstance(v, tuple) and len(v) == 2: out[k] = True if v[0] == v[1] else "got %.150r want %.150r" % v
            else: out[k] = True if v is True else repr(v)[:200]
        except BaseException as e: out[k] = "%s: %s" % (type(e).__name__, e)
    return out
import app, other
s = app.Svc()
app.tbl("a"), other.o("a"), s.get("a")
def checks():
    return T({"tbl": lambda: (app.tbl("a"), 10), "o": lambda: (other.o("a"), 10), "self": lambda: (s.get("a"), 10)})
