import app
from app import BY_NAME, COUNT, a

before = app.BY_NAME


def checks():
    return {
        "comprehension": list(BY_NAME) == ["a", "b"] and BY_NAME is app.BY_NAME is before and BY_NAME["b"]() == "b",
        "what that is read by": app.NAMES == ["a", "b"],
        "tuple": [f() for f in app.PIPE] == ["a", "b"],
        "text and number": app.HELP == "a, b" and app.COUNT == COUNT == 2,
        "once": [f() for f in app.HANDLERS] == ["a", "b"] and app.COMMANDS["a"] is a,
    }
