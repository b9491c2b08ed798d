import app
from app import pick

handlers, yes, no, many = list(app.HANDLERS), app.choose(True), app.choose(False), app.many(2)


def checks():
    return {
        "loop": [f() for f in handlers] == [f() for f in app.HANDLERS] == [("new", 1), ("new", 2)],
        "condition": pick() == app.pick() == "new",
        "namesakes": (yes(), no()) == ("new yes", "new no"),
        "in a function": [f() for f in many] == [("new", 0), ("new", 1), ("new lambda", 0), ("new lambda", 1)],
    }
