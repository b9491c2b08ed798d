import app
t, s = app.T(), app.S()
def _set(o):
    try: o.v = 5; r = o._v; o._v = 1; return r
    except AttributeError: return None
def checks():
    return {"set": _set(t) == 10, "sub": _set(s) == 10, "doc": app.T.v.__doc__ == "doc2", "get": s.v == ("sub", 1)}
