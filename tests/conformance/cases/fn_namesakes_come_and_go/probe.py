import app
from app import HANDLERS, Point, encode

a, b = HANDLERS["a"], HANDLERS["b"]
point = Point()


def checks():
    point.x = 1
    return {
        "overloads": (encode(1), encode(1.5), encode({})) == ("new int", "new float", "dict"),
        "one that is gone never becomes another": encode(b"") in ("bytes", "default"),
        "handlers": (HANDLERS["b"](1), HANDLERS["c"](1), b(1)) == ("new b", "c", "new b"),
        "nor does a handler": a(1) == "old a",
        "of a property": (point.x, point.set) == ("new x", ("new", 1)),
    }
