"""Loops over rows put tuples, frozen objects and objects with a state into tables: rows that are others, have come or gone."""
import app
from app import CARRIERS, FAST, QUEUES

a, b, queue, pools = app.POOLS["a"], app.POOLS["b"], QUEUES[1], app.POOLS
a.used, b.used = 3, 4
queue.items.append("job")


def checks():
    return {
        "tuples": sorted(CARRIERS) == ["dhl", "dpd", "ups"] and CARRIERS["ups"].name == "Express" and CARRIERS is app.CARRIERS,
        "condition": FAST == ["dhl", "ups"],
        "frozen": {r.code: r.tax for r in app.REGIONS.values()} == {"de": 0.19, "at": 0.21, "li": 0.08},
        "partials": {k: c(0) for k, c in app.CALLS.items()} == {"de": 0.19, "at": 0.21, "li": 0.08},
        "objects": {n: p.size for n, p in app.POOLS.items()} == {"a": 1, "b": 5, "d": 4} and app.POOLS is pools,
        "their state": app.POOLS["a"] is a and app.POOLS["b"] is b and (a.used, b.used, b.size) == (3, 4, 5),
        "in a list": [(q.name, q.weight) for q in QUEUES] == [("a", 10), ("b", 50), ("d", 40)],
        "state in the list": QUEUES[1] is queue and queue.items == ["job"],
        "no variables left": not hasattr(app, "_code"),
    }
