"""Tables in tables: functions, classes and lambdas below two keys, dicts in a list, a table of a class."""
import app

routes, v1, stages, first = app.ROUTES, app.ROUTES["v1"], app.STAGES, app.STAGES[0]
desk, held = app.Desk.table, app.UNITS["foot"]


def checks():
    return {
        "functions": (v1["get"](1), v1["put"](1), routes["v2"]["get"](4)) == (2, 2, 8) and routes["v2"]["put"](1) == 2,
        "list": [(s["run"](5), s["kind"].label) for s in stages] == [(6, "draft"), (6, "final")],
        "lambdas": app.OPERATIONS["sum"]["do"](1, 1) == 3 and app.OPERATIONS["more"]["do"](2, 1)
        and app.OPERATIONS["sum"]["by"](1, 1) == 2,
        "class": desk["close"]["then"] == "archive" and desk["open"]["do"](1) == 2,
        "by a call": app.UNITS["foot"](1) == 31 and held(1) == 31 and app.UNITS["inch"](1) == 2,
        "the same objects": routes is app.ROUTES and v1 is app.ROUTES["v1"] and first is app.STAGES[0]
        and desk is app.Desk.table,
    }
