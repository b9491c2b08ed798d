"""Annotations and docstrings that are removed, or say something else: for what reads them."""
import inspect
import typing

import app
from app import Config, Fewer, Gone, Service, names, provide

fewer, init = Fewer(), Service.__init__


def checks():
    hints = typing.get_type_hints(init)
    return {
        "removed": not Gone.__dict__.get("__annotations__") and Gone.x == 1,
        "one less": Fewer.__annotations__ == {"x": int} and not hasattr(fewer, "y"),
        "docstrings": Fewer.__doc__ is None and fewer.method.__doc__ is None and Service.__doc__ == "two",
        "their reader": names() == [] and Config.port == 2,
        "another class": hints == {"one": app.Other, "two": str, "three": list, "return": type(None)},
        "of the class": typing.get_type_hints(Service) == {"n": app.Other},
        "signature": str(inspect.signature(Service)).startswith("(one: app.Other, two: 'str' = 'c', *, three: list"),
        "made by annotation": [type(o) for o in provide()] == [app.Other],
    }
