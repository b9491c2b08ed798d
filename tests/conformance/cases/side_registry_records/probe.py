import app
from app import BY_GROUP, JOBS, NAMES, ORDER, PLUGINS, RECENT

app.plugin("mine", weight=2)(len)


def checks():
    return {
        "records": [(p["name"], p["weight"]) for p in PLUGINS] == [("a", 1), ("b", 7), ("cc", 1), ("d", 1), ("mine", 2)],
        "which run new code": [p["run"]() for p in PLUGINS[:4]] == ["new a", "new b", "new c", "new d"],
        "tuples of constants": ORDER == [(1, "a"), (1, "cc"), (1, "d"), (2, "mine"), (7, "b")],
        "dicts in a dict": {k: sorted(v) for k, v in BY_GROUP.items()} == {"main": ["a", "b", "d", "mine"], "extra": ["cc"]},
        "a set of names": NAMES == {"a", "b", "cc", "d", "mine"},
        "a deque of names": sorted(RECENT) == ["a", "b", "cc", "d", "mine"],
        "a record below a name": {k: v["seconds"] for k, v in JOBS.items()} == {"clean": 9},
        "another name for the function": not hasattr(app, "before_the_change") and PLUGINS[3]["run"] is app.after_it,
        "names that classes give": app.Step.order == ["load", "store"],
    }
