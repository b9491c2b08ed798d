import app
from app import load, save

load("a")
save("b")
stats = [dict_ for dict_ in app.STATS.values()]
calls = 1


def checks():
    global calls
    calls += 1
    return {
        "new code": load("x") == ("load", "new x") and save("y") == ("save-pg", "stored y"),
        "counted on": app.report() == {"load": calls, "save": calls},
        "the same dicts": [a is b for a, b in zip(app.STATS.values(), stats)] == [True, True],
        "lists": [len(seen) for seen in app.SEEN.values()] == [calls, calls],
    }
