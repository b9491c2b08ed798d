import os

SIZE = 4
NAMES = ["a", "b"]
RATE = 2


def zeroed(names):
    return {n: 0 for n in names}


def make_cache(size):
    return {"size": size, "items": []}


def limits(names, rate):
    out = {}
    for n in names:
        out[n] = rate * len(n)
    return out


class Pool:
    def __init__(self, size):
        self.size, self.used = size, 0


def make_pool(size):
    return Pool(size)


def fill(rows):
    rows.append("z")
    return len(rows)


def joined(rows):
    rows += ["q"]
    return tuple(rows)


def fetch(n):
    CALLS.append(n)
    return n


def written(n):
    with open(os.devnull, "a") as f:
        return f.write("x" * n)


def divided(n):
    return 12 // (3 - n)


COUNTS = zeroed(NAMES)
CACHE = make_cache(SIZE)
LIMITS = limits(NAMES, RATE)
POOL = make_pool(SIZE)
FILLED = fill(NAMES)
TOTAL = len(zeroed(NAMES)) + RATE
CALLS = []
FETCHED = fetch(RATE)
WRITTEN = written(RATE)
OTHER = ["o"]
JOINED = joined(OTHER[:]) + joined(OTHER) + (RATE,)
DIVIDED = divided(RATE)


def count(n):
    global TOTAL
    COUNTS[n] += 1
    TOTAL += 1
