"""A class decorator that makes the class once more by type(cls)(name, bases, namespace), or one below it."""
import app
from app import Inner, Plain

plain, inner, derived, made = Plain(), Inner(), app.Derived(), Plain.made
held = plain.m, inner.m


def checks():
    return {
        "made once more": plain.m() == "two" == Plain().m() and Plain is app.Plain is type(plain),
        "its names": (plain.size, type(made()) is Plain, made().m()) == (2, True, "two"),
        "below it": derived.m() == ("derived", "two") and app.Derived.__mro__[1] is Plain,
        "put around": inner.m() == ("outer two", "two") == app.Inner().m() and Inner is app.Inner is type(inner),
        "its own": inner.extra == "two",
        "held": [m() for m in held] == ["two", ("outer two", "two")],
    }
