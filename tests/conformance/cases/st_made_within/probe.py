import app
from app import POOLS, LOCKS, QUEUES, WORKERS, Service

pool_a, pool_b = POOLS["a"], POOLS["b"]
pool_a.take()
pool_b.take()
meter = app.METERS["a"]
meter.count = 1
held = LOCKS["a"]
held.acquire()
by_name = dict(app.BY_NAME)
first, second = WORKERS
first.take()
QUEUES["a"].append(1)
QUEUES["nested"]["b"].append(2)
QUEUES["pairs"][0][1].append(3)
limit = Service.limits["a"]
lock = Service.locks[0]


def checks():
    return {
        "a pool whose call is the same": app.POOLS["a"] is pool_a and pool_a.used >= 1,
        "and goes on": pool_a.take() >= 2,
        "one whose class has changed": app.METERS["a"] is meter and meter.read() == ("new", 1) and app.METERS["b"].count == 0,
        "for what looks at its class": app.NAMES == ["a", "b"],
        "one whose call changed is another": app.POOLS["b"] is pool_b and pool_b.size == 3 and pool_b.used == 0,
        "a new one": app.POOLS["c"].name == "c",
        "the held lock excludes": app.LOCKS["a"] is held and not app.LOCKS["a"].acquire(False),
        "the order": list(app.LOCKS) == ["b", "a", "c"] and list(app.BY_NAME) == ["b", "a", "c"],
        "made by a comprehension": all(app.BY_NAME[n] is by_name[n] for n in by_name),
        "in a list": app.WORKERS[1] is first and app.WORKERS[2] is second and app.WORKERS[0].name == "zeroth",
        "and its end": [w.name for w in app.WORKERS] == ["zeroth", "first", "second", "third"],
        "filled ones": list(app.QUEUES["a"]) == ["a", 1],
        "within": list(app.QUEUES["nested"]["b"]) == ["b", 2] and "d" in app.QUEUES["nested"],
        "in a tuple": list(app.QUEUES["pairs"][0][1]) == ["c", 3] and len(app.QUEUES["pairs"]) == 2,
        "of a class": Service.limits["a"] is limit and "b" in Service.limits,
        "a list of a class": Service.locks[0] is lock and len(Service.locks) == 2,
        "a chain of calls that differs within": app.ROOT == "new root of a",
        "each once": app.MADE == {name: 2 if name == "b" else 1 for name in (
            "a", "b", "c", "zeroth", "first", "second", "third", "limit a", "limit b", "old root", "new root")},
    }
