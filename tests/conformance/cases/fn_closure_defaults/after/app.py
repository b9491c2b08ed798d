"""Closures that were handed out before get the defaults of the new source."""


def value():
    def inner(x=2, *, y=3):
        return (x, y)
    return inner


def added():
    def inner(x, y=1, z=2):
        return ("new", x, y, z)
    return inner


def swapped():
    def inner(b=2, a=1):
        return (a, b)
    return inner


def required():
    def inner(x):
        return ("new", x)
    return inner


def each(names):
    return [lambda x, name=name: ("new", x, name) for name in names]


made = value()
