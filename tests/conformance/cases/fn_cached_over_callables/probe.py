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
fs = [other.total, other.t2, other.t3, other.t4, other.t5, other.t6, other.t7]
[f(1) for f in fs]
def checks():
    return T({f.__name__: lambda f=f: (f(1), 3) for f in fs})
