"""Functions that a decorator of another module made a part of a class get new parameters."""
import lib


@lib.static
def static(a, b=1):
    return a + b


@lib.plain
def plain(a, b):
    return a + b


@lib.listed
def listed(a, b=1):
    return a + b


@lib.static
def described(a: int):
    "Old."
    return a
