import functools
from functools import partial


@functools.lru_cache(maxsize=None)
def square(n):
    return n * n


def cube(n):
    return n * n * n


twice = partial(cube, 2)
LIMITS = {"a": 1}
