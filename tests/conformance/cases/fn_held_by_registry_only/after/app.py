"""Functions that only a registry holds, as their decorator returns nothing, get new parameters."""
import lib


@lib.command
def add(a, b=5):
    return a + b


@lib.command
def keyword(a, *, b=2, c=3):
    return a + b + c


@lib.command
def more(a, b, c=7, *, d=1):
    return a + b + c + d


@lib.command
def described(a: str):
    "New."
    return a
