from functools import singledispatch


@singledispatch
def show(o):
    return "any"


@show.register
def _(o: float):
    return "number"
