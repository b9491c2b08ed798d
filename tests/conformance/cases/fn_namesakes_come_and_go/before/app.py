import functools

HANDLERS = {}


def on(kind):
    def add(f):
        HANDLERS[kind] = f
        return f
    return add


@functools.singledispatch
def encode(x):
    return "default"


@encode.register(int)
def _(x):
    return "old int"


@encode.register(bytes)
def _(x):
    return "bytes"


@encode.register(float)
def _(x):
    return "old float"


@on("a")
def _(x):
    return "old a"


@on("b")
def _(x):
    return "old b"


class Point:
    @property
    def x(self):
        return "old x"

    @x.setter
    def x(self, value):
        self.set = "old", value
