from functools import singledispatch

@singledispatch
def render(o):
    return "obj"


@render.register
def _(o: float):
    return "float"

@render.register
def _(o: int, n=0):
    return "int1"
