import functools

TOPICS = {}


def on(topic):
    def register(function):
        TOPICS.setdefault(topic, []).append(function)
        return function
    return register


@functools.singledispatch
def show(x):
    return "any"


@show.register(int)
def _(x):
    return "int"


@show.register(str)
def _(x):
    return "str"


@on("first")
def _():
    return "first"


@on("last")
def _():
    return "last"
