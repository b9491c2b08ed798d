import app
from app import f

cls = app.Module


def checks():
    return {
        "property": app.version == 2,
        "call": app(3) == 6,
        "class": type(app) is app.Module is cls,
        "function": f() == app.f() == "new",
    }
