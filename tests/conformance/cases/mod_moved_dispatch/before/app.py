from functools import singledispatch


@singledispatch
def encode(value):
    return "old %s" % value


@encode.register(int)
def encode_int(value):
    return "old int"


def dump(value):
    return encode(value)
