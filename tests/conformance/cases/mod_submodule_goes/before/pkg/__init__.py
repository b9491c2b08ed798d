from . import a, b


def f():
    return a.g(), b.g()
