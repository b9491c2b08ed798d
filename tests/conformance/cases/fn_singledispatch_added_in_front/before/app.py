from functools import singledispatch

@singledispatch
def render(o):
    return "obj"

@render.register
def _(o: int):
    return "int1"
