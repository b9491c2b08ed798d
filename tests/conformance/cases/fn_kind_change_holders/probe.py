import app
from app import Fmt, TABLE, load, make, parse, pipeline
service = app.Service()
inner = app.use(1)


def closure(f):
    return lambda x: f(x)


cl = [closure(f) for f in (load, parse, make, Fmt)]


def default(x, f=parse, *, g=make):
    return f, g


held = app.outer(1)
created = app.create


def checks():
    return {
        "inner": inner() == ((1,), [1], {"x": 1}, ("fmt", 1)),
        "static": app.Service.loader is app.load and app.Service.parser is app.parse,
        "class attribute": isinstance(app.Service.maker, type),
        "dict in class": app.Service.formats["f"] is app.Fmt,
        "argument default": isinstance(app.Service().make, type) and isinstance(service.make, type),
        "partial": app.bound.func is app.load and app.bound() == (1,),
        "tuple": pipeline == (app.load, app.parse),
        "table": [TABLE[k] for k in ("load", "parse", "make", "fmt")] == [app.load, app.parse, app.make, app.Fmt],
        "imports": (load, parse, make, Fmt) == (app.load, app.parse, app.make, app.Fmt),
        "closures": cl[2](1) == {"x": 1} and cl[3](1) == ("fmt", 1),
        "an alias": app.create is app.make and created is app.make,
        "unpacked": app.last is app.Fmt is app.named,
        "a closure stays what it is": held(2) == (1, 2) and isinstance(app.outer(1), type),
        "defaults": default(1) == (app.parse, app.make),
    }
