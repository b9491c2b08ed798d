import app
c = app.Child()
c.check(1)


def checks():
    return {
        "max": c.max == 99, "kinds": c.kinds == ["a", "b"], "doubled": c.doubled == 198,
        "table": c.table == {"a": 99, "b": 99}, "extra": c.extra == ["a", "b", "c"],
        "both": c.both == {"max": 99, "low": 0, "high": 5},
        "check": c.check(50) == (True, True, "v2"), "seen": 1 in c.seen,
    }
