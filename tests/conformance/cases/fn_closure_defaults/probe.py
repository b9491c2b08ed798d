import inspect

import app
from app import made

value, added, swapped, required = app.value(), app.added(), app.swapped(), app.required()
each = app.each("ab")


def checks():
    return {
        "value": value() == made() == app.made() == (2, 3),
        "one more": added(0) == ("new", 0, 1, 2),
        "swapped": swapped() == (1, 2),
        "required": required(5) == ("new", 5) and str(inspect.signature(required)) == "(x)",
        "one that holds a loop's value": [f(0) for f in each] == [("new", 0, "a"), ("new", 0, "b")],
    }
