import app, user, impl_a
def checks(): 
    h = user.held
    return {"go": app.go() == ("b",) * 4, "u": user.u() == ("b",) * 4, "a": impl_a.conv() == "a" == h[0]() and h[1].m() == "a" and impl_a.DATA == {"k": "a"} == h[2] and isinstance(h[1], impl_a.Impl) and impl_a.Impl is not app.Impl and h[3].m() == "a" and impl_a.ITEM.m() == "a"}
