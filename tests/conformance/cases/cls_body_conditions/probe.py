"""A class body asks something, and the answer is another one now."""
from app import Engine, Mode, Settings, Written

engine = Engine()
run = engine.run


def checks():
    return {
        "if on a module's constant": (Settings.log, Settings.sink) == ("debug", ["d"]),
        "conditional expression": (Settings.top, Settings.loud) == ("high", "yes"),
        "what follows from what follows": (Settings.database, Settings.workers) == ("spare", 1),
        "if on an attribute of the class": (Mode.name, Mode.check, Mode.both) == ("strict", len, ("strict", "x")),
        "methods of the other branch": engine.run() == run() == "b" and engine.size == 2,
        "nested class": (Engine.Inner.mode, Engine.Inner.depth) == ("deep", 5),
        "condition itself": (Written.x, Written.y, Written.z) == ("first", [1, 2], "long"),
    }
