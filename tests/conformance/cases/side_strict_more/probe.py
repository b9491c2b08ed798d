"""Registries that refuse a second entry: several calls in a try or a block, numbers, dicts, objects with slots, records in a list."""
import app

app.REG["mine"] = 1
app.RECORDS.append(("own", print, 0))


def checks():
    return {
        "in a try": [app.REG.get(n) is f for n, f in (("a", app.a), ("b", app.b), ("c", app.b))] == [True] * 3 and app.ERRORS == [],
        "in a block": app.REG.get("in a block") is app.a and app.REG.get("too") is app.b,
        "a number": app.REG["number"] == 7,
        "a dict": app.REG["options"] == {"size": 3, "name": "x"},
        "with slots": {n: o.rate for n, o in app.LIMITS.items()} == {"login": 9},
        "records": [(n, p) for n, _, p in app.RECORDS] == [("dump", 8), ("load", 5), ("own", 0)],
        "others": app.REG["mine"] == 1 and len(app.REG) == 8,
    }
