"""Wrappers that count on themselves: a decorator with another argument, a function with one more."""
import app

for n in range(4):
    app.run(n), app.walk(n)
held = app.run, app.walk


def checks():
    return {
        "counted on": [f.calls for f in held] == [4, 4],
        "one list": [(len(f.seen), f(9), len(f.seen)) for f in held] == [(4, ("new", 9), 5)] * 2,
        "other limit": [app.run(n) for n in range(3)] == [("new", 0), ("new", 1), ("new", 2)],
        "the same objects": held == (app.run, app.walk),
    }
