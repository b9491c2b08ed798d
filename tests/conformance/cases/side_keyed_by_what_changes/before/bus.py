import collections

PLAIN = {}
LISTS = collections.defaultdict(list)
NAMED = {}
PAIRS = {}
SETS = {}


class Bus:
    def __init__(self):
        self.handlers = {}

    def on(self, key):
        def add(f):
            if key not in self.handlers:
                self.handlers[key] = []
            self.handlers[key].append(f)
            return f
        return add


BUS = Bus()


def on(key):
    def add(f):
        PLAIN.setdefault(key, []).append(f)
        LISTS[key].append(f)
        NAMED.setdefault(key, {})[f.__name__] = f
        PAIRS.setdefault((key, 1), []).append(f)
        SETS.setdefault(key, set()).add(f)
        return BUS.on(key)(f)
    return add


def names(key):
    every = [PLAIN[key], LISTS[key], NAMED[key].values(), PAIRS[key, 1], SETS[key], BUS.handlers[key]]
    return [sorted(f.__name__ for f in found) for found in every]
