import app, reg
b = app.B()
def checks():
    return {
        "handle": b.handle() == "B" and reg.VIEWS["c"]().handle() == "C",
        "routes": sorted(app.ROUTES) == ["/b"],
        "views": sorted(reg.VIEWS) == ["c"],
    }
