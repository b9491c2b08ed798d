"""Functions that a decorator of another module made a part of a class get new parameters."""
import lib


@lib.static
def static(a, b=5):
    return a + b


@lib.plain
def plain(a, b, c=7, *, d=1):
    return a + b + c + d


@lib.listed
def listed(a, *, b=2, c=3):
    return a + b + c


@lib.static
def described(a: str):
    "New."
    return a
