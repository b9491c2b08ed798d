import collections
import functools


def limited(most):
    def deco(f):
        stats = {"calls": 0}
        seen = []
        tally = collections.Counter()
        empty = {}
        n = 0

        @functools.wraps(f)
        def wrapper(*args):
            nonlocal n
            n += 1
            wrapper.calls += 1
            stats["calls"] += 1
            seen.append(args)
            tally[args] += 1
            empty[args] = 1
            return f(*args), most
        wrapper.calls = 0
        wrapper.get = lambda: (stats, seen, dict(tally), empty, n)
        return wrapper
    return deco


@limited(5)
def run(x):
    return x


class Api:
    @limited(5)
    def get(self):
        return 1
