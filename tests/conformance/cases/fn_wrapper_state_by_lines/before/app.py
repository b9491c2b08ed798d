class Stats:
    def __init__(self):
        self.failures = 0


def guarded(f):
    stats, calls, seen = Stats(), [0], {"n": 0}

    def wrapper(*a):
        stats.failures += 1
        calls[0] += 1
        seen["n"] += 1
        return (stats.failures, calls[0], seen["n"])
    return wrapper


def limited(most):
    last = [None]

    def decorate(f):
        def wrapper(*a):
            last[0] = (last[0] or 0) + 1
            return last[0], most
        return wrapper
    return decorate


@guarded
def job(x):
    return x


@limited(5)
def task(x):
    return x
