"""Lines that read registries which have got more: of objects, of classes, by functions, by those of another module."""
import app
from app import BY_A_FUNCTION as listed


def checks():
    return {
        "an object": app.OF_AN_OBJECT == ["a", "bcd"] and app.WIDTH == 3,
        "a class": app.OF_A_CLASS == {"Start": "Start", "Stop": "Stop"},
        "a namespace": app.OF_A_SPACE == ["a", "bcd"],
        "an OrderedDict": [f() for f in app.OF_ORDERED] == ["a", "b"],
        "a defaultdict": app.COUNTS == {"a": 1, "b": 1},
        "by a function": app.BY_A_FUNCTION == ["a", "bcd"] and listed is app.BY_A_FUNCTION and app.TEXT == "a, bcd",
        "of another module": app.OF_ANOTHER_MODULE == ["a", "bcd"],
    }
