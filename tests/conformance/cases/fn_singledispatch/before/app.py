import functools
@functools.singledispatch
def show(x): return "any1"
@show.register(int)
def _(x): return "int1"
@show.register(str)
def _(x): return "str1"
