import functools

STATS = {}
SEEN = {}


def timed(label):
    def decorator(fn):
        STATS[fn] = {"calls": 0, "total": 0.0}
        SEEN[fn] = []

        @functools.wraps(fn)
        def inner(*args):
            STATS[fn]["calls"] += 1
            SEEN[fn].append(args)
            return label, fn(*args)
        return inner
    return decorator


@timed("load")
def load(key):
    return "old " + key


@timed("save-db")
def save(key):
    return "saved " + key


def report():
    return {fn.__name__: s["calls"] for fn, s in STATS.items()}
