import functools


@functools.lru_cache(maxsize=None)
def load(x):
    return (x,)


def parse(x):
    return [x]


class make(dict):
    def __init__(self, x):
        super().__init__(x=x)


def Fmt(x):
    return "fmt", x


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
    class helper:
        def __init__(self, x):
            self.x = x
    return helper
