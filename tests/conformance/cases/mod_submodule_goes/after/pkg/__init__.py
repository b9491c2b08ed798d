from . import a


def f():
    return a.g()
