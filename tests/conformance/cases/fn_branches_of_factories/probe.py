"""Two branches of a decorator or factory define functions of one name: who changes from one to the other takes nobody along."""
import asyncio

import app

load, save, fetch, drop, small, tiny, boxes = app.load, app.save, app.fetch, app.drop, app.small, app.tiny, app.RULES["boxes"]
api = app.Api()


def awaited(f, *args):
    value = f(*args)
    return asyncio.run(value) if asyncio.iscoroutine(value) else ("no coroutine", value)


def checks():
    return {
        "another branch by an argument": load(1) == app.load(1) == ("quiet", 1),
        "and nobody else": save(1) == app.save(1) == ("loud", 1),
        "another branch by the kind of function": awaited(fetch, 1) == awaited(app.fetch, 1) == ("guarded", 1),
        "and nobody else with it": drop(1) == ("guarded", 1),
        "a factory is given something else": [small(3), app.small(20)] == [False, True],
        "and what else it has made": [tiny(2), tiny(4), boxes(5), boxes(6)] == [True, False, True, False],
        "methods": awaited(api.get) == ("guarded", "get") and api.put() == ("guarded", "put") and api.head() == ("guarded", "head"),
    }
