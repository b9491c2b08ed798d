import app

classes = [app.BY_CLASS[app.Egg], app.BY_CLASS[app.Ham]]
members = [app.BY_MEMBER[app.Kind.RAW], app.BY_MEMBER[app.Kind.BOILED]]
ordered = [app.ORDERED["a"], app.ORDERED["b"]]
fixed = [app.FIXED["x"], app.FIXED["y"]]
table = [app.Menu.TABLE[app.Egg], app.Menu.TABLE["plain"]]


def checks():
    return {
        "by class": [f(1) for f in classes] == ["new egg 1", "new ham"] and app.BY_CLASS[int](1) == "new int",
        "by member": [f() for f in members] == ["new raw", "new boiled"],
        "ordered": [f() for f in ordered] == ["new a", "new b"],
        "read-only": [f() for f in fixed] == ["new x", "new y"] and app.FIXED["x"]() == "new x",
        "of a class": [f() for f in table] == ["new table", "new plain"] and app.Menu.TABLE["more"]() == "new more",
    }
