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


@encode.register(float)
def _(x):
    return "new float"


@encode.register(int)
def _(x):
    return "new int"


@encode.register(dict)
def _(x):
    return "dict"


@on("b")
def _(x):
    return "new b"


@on("c")
def _(x):
    return "c"


class Point:
    @property
    def x(self):
        return "new x"

    @x.setter
    def x(self, value):
        self.set = "new", value
