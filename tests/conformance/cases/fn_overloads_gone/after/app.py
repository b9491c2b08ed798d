import functools


@functools.singledispatch
def render(value):
    return "any"


@render.register(str)
def _(value):
    return "text"


@render.register(list)
def _items(value):
    return "items"


class Money(float):
    pass


@render.register(Money)
def _money(value):
    return "money"
