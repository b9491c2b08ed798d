import app
import user


def checks():
    return {
        "list": sorted(app.Handler.routes) == ["/b", "/c", "/plugin"],
        "dict": app.Handler.options == {"depth": 2, "width": 3, "plugin": True},
        "set": app.Handler.kinds == {"y"},
        "one object": user.ROUTES is app.Handler.routes and user.OPTIONS is app.Handler.options
        and user.KINDS is app.Handler.kinds,
        "kept": app.Handler.hooks == ["plugin"],
        "another one's": app.Handler.limits is app.OTHERS and app.LIMITS == {"a": 1} and app.OTHERS == {"b": 2},
    }
