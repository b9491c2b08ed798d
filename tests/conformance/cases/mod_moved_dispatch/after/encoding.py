from functools import singledispatch


@singledispatch
def encode(value):
    return "new %s" % value
