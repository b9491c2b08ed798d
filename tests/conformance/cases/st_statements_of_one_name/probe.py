import app
from app import COUNT, DROPPED, LOG, PATHS, TABLE

app.TABLE["rt"] = 9


def checks():
    return {
        "list": PATHS is app.PATHS and PATHS == ["a", "b", "c"],
        "dict": TABLE is app.TABLE and TABLE == {"a": 5, "b": 2, "rt": 9},
        "calls": LOG is app.LOG and LOG == ["x", "z"],
        "number": COUNT == app.COUNT == 30,
        "as before": (app.SAME, app.HOST, app.SORTED, app.TEXT) == (["a", "b", "c"], "b", [1, 2, 3], "x!"),
        "statement removed": DROPPED is app.DROPPED and DROPPED == ["a"],
        "code": app.f() == "new",
    }
