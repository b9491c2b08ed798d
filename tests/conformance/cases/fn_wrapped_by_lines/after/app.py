import functools
from lib import imported, route, timed


def load(x):
    return [x]


load_raw = load
load = timed(load, "ms")


def cached(x):
    return "c2", x


cached = functools.lru_cache(maxsize=8)(cached)


def chain(x):
    return x


chain = timed(chain, "in")
chain = timed(chain, "OUT")


def gets_one(x):
    return "g2", x


gets_one = timed(gets_one)


def loses_one(x):
    return "l2", x


def as_it_was(x):
    return "a2", x


as_it_was = timed(as_it_was)


def home():
    return "h2"


home = route(home, "/")
imported = timed(imported, "ms")
if True:
    load_twice = timed(load, "twice")
