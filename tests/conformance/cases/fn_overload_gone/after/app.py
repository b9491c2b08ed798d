from functools import singledispatch

ROUTES = []


def route(f):
    ROUTES.append(f)
    return f


@singledispatch
def show(x):
    return "any"


@show.register
def _(x: float):
    return "float"


@show.register
def _(x: int):
    return "int2"


@show.register
def _(x: list):
    return "list"
