from functools import singledispatch

ROUTES = []


def route(f):
    ROUTES.append(f)
    return f


@singledispatch
def show(x):
    return "any"


@show.register
def _(x: int):
    return "int"


@show.register
def _(x: str):
    return "str"
