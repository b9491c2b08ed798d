import functools


@functools.lru_cache(maxsize=None)
def f(*a): return "two"


class Point:
    __slots__ = ("x", "y")

    def m(self): return "two"


reduce = functools.partial(lambda tag, o: (make, ()), "two")


def make(): return "two"
