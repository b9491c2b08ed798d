from . import a, b
import pkg.c


def f():
    return a.g(), b.g(), pkg.c.g()
