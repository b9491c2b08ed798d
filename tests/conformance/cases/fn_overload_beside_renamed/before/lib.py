import functools
@functools.singledispatch
def plain(v):
    raise TypeError(type(v))
