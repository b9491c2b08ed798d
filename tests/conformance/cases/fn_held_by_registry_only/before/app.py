"""Functions that only a registry holds, as their decorator returns nothing, get new parameters."""
import lib


@lib.command
def add(a, b=1):
    return a + b


@lib.command
def keyword(a, b=1):
    return a + b


@lib.command
def more(a, b):
    return a + b


@lib.command
def described(a: int):
    "Old."
    return a
