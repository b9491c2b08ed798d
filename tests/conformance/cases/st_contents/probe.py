import app
from app import T, HANDLERS, NAMES, TABLE, ORDER, NESTED
T["b"] = 5
T["later"] = 3
HANDLERS.append(min)
NAMES.add("added")
TABLE["plugin"] = "p"
NESTED["same"]["c"] = 2


def checks():
    return {
        "changed, registered, changed at run time, added": (T["a"], T["f"](), T["b"], T["later"]) == (2, "new", 5, 3),
        "taken out of the source": "gone" not in T and "y" not in NAMES,
        "one object": T is app.T and HANDLERS is app.HANDLERS and NAMES is app.NAMES and TABLE is app.TABLE,
        "list": HANDLERS == [len, max, min],
        "set": NAMES == {"x", "z", "added"},
        "functions in it": TABLE["inc"](1) == 3 and TABLE["f"] is app.f and TABLE["plugin"] == "p" and TABLE["more"] == 1,
        "order": ORDER == ["b", "a"],
        "nested": NESTED["limits"] == {"a": 2} and NESTED["same"] == {"b": 1, "c": 2},
    }
