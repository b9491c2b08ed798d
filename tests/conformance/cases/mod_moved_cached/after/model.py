import functools
from functools import partial


@functools.lru_cache(maxsize=None)
def square(n):
    return n * n + 1


def cube(n):
    return n * n * n + 1


twice = partial(cube, 2)
LIMITS = {"a": 2}
