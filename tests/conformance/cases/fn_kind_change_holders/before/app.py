import functools


def load(x):
    return (x,)


@functools.lru_cache(maxsize=None)
def parse(x):
    return [x]


def make(x):
    return {"x": x}


class Fmt:
    def __init__(self, x):
        self.x = x


def use(x):
    def inner():
        return load(x), parse(x), make(x), Fmt(x)
    return inner


class Service:
    loader = staticmethod(load)
    parser = staticmethod(parse)
    maker = make
    formats = {"f": Fmt}

    def __init__(self, make=make):
        self.make = make


bound = functools.partial(load, 1)
pipeline = (load, parse)
TABLE = {"load": load, "parse": parse, "make": make, "fmt": Fmt}


create = make
*_, last = [1, Fmt]
if (named := Fmt):
    pass


def outer(n):
    def helper(x):
        return n, x
    return helper
