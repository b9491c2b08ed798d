import app
import lib

held = dict(lib.COMMANDS)


def checks():
    described = held["described"]
    return {
        "default": held["add"](1) == 6,
        "keyword-only": held["keyword"](1) == 6,
        "more": held["more"](1, 2) == 11,
        "annotations, docstring": (described.__annotations__, described.__doc__) == ({"a": str}, "New."),
        "same functions": lib.COMMANDS == held,
    }
