import functools
@functools.singledispatch
def show(x): return "any2"
@show.register(int)
def _(x): return "int2"
@show.register(str)
def _(x): return "str2"
