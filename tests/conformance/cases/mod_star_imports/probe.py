import app, pkg
from pkg import one
from app import f


def checks():
    return {
        "a package that is nothing else": (one(), pkg.one(), pkg.two()) == ("new", "new", "new"),
        "names that are new": hasattr(pkg, "three") and pkg.three() == "new",
        "a module": (app.use(), app.f(), f(), app.LIMIT) == ("new", "new", "new", 2),
    }
