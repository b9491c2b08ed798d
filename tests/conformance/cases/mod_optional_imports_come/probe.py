"""Modules come that an unchanged `try` had looked for in vain."""
from pkg import app
from pkg.app import LIMIT, crunch


def checks():
    return {
        "a flag": app.HAVE is True and getattr(app.accel, "SPEED", 0) == 9,
        "a setting": app.LIMIT == LIMIT == 20,
        "a function": type(app.crunch([1, 2])) is type(crunch([1, 2])) is float,
        "new code": app.info() == ("v2", True, 20),
    }
