import abc
import dataclasses
import typing

T = typing.TypeVar("T")
KINDS = []


class Quote:
    __slots__ = ("price", "venue", "at")

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        KINDS.append(cls)

    def __init__(self, price, venue="X"):
        self.price, self.venue, self.at = price, venue, 7

    def text(self):
        return "v2 %d" % self.price


class Box(typing.Generic[T], abc.ABC):
    __slots__ = ("item", "size")

    def __init__(self, item):
        self.item, self.size = item, 3

    @abc.abstractmethod
    def what(self):
        ...

    def label(self):
        return "v2"


class Plain:
    kind = "plain"

    def __init__(self, a):
        self.a = a

    def who(self):
        return "v2"
