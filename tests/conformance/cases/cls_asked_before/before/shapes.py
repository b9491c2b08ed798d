import functools
from abc import ABC


class Html:
    pass


class HasArea(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return any("area" in vars(c) for c in other.__mro__)


@functools.singledispatch
def render(o):
    return "object"


@render.register(Html)
def _(o):
    return "html"
