import functools
from lib import imported, route, timed


def load(x):
    return [x]


load_raw = load
load = timed(load, "s")


def cached(x):
    return "c1", x


cached = functools.lru_cache(maxsize=4)(cached)


def chain(x):
    return x


chain = timed(chain, "in")
chain = timed(chain, "out")


def gets_one(x):
    return "g1", x


def loses_one(x):
    return "l1", x


loses_one = timed(loses_one)


def as_it_was(x):
    return "a1", x


as_it_was = timed(as_it_was)


def home():
    return "h1"


home = route(home, "/home")
imported = timed(imported, "s")
if True:
    load_twice = timed(load, "twice")
