import io
with io.StringIO("k=2") as _f:
    CONF = dict(l.split("=") for l in _f)
del _f
def f(): return CONF
