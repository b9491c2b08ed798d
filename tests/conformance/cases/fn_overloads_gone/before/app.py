import functools


@functools.singledispatch
def render(value):
    return "any"


@render.register(bytes)
def _bytes(value):
    return "bytes"


@render.register(int)
def _(value):
    return "int"


@render.register(str)
def _(value):
    return "str"


@render.register(list)
def _list(value):
    return "list"


class Money(float):
    pass


@render.register(Money)
def _money(value):
    return "money"
