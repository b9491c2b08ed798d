"""Closures that were handed out before get the defaults of the new source."""


def value():
    def inner(x=1, *, y=1):
        return (x, y)
    return inner


def added():
    def inner(x, y=1):
        return ("old", x, y)
    return inner


def swapped():
    def inner(a=1, b=2):
        return (a, b)
    return inner


def required():
    def inner(x=1):
        return ("old", x)
    return inner


def each(names):
    return [lambda x, name=name: ("old", x, name) for name in names]


made = value()
