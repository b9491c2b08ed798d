"""Lines that go by what is in a container - pop, a slice, +=, sort, del - and that say something else now."""
import app

table, steps, sizes = app.TABLE, app.STEPS, app.SIZES
table["run time"] = 9
steps.append("run time")
sizes["run time"] = 9


def checks():
    return {
        "pop of a dict": table == {"a": 1, "b": 2, "run time": 9} and app.default == 3,
        "pop of a list": steps == ["x", "z", "run time"] and app.first == "y",
        "slice": app.PARTS == ["y", "c"],
        "item": sizes == {"a": 5, "run time": 9},
        "sort": app.NAMES == ["b", "a"],
        "del": app.GONE == {"a": 1},
        "one object": app.TABLE is table and app.STEPS is steps,
    }
