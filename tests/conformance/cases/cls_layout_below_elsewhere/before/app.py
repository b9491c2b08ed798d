import abc
import dataclasses
import typing

T = typing.TypeVar("T")
KINDS = []


class Quote:
    __slots__ = ("price", "old")

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        KINDS.append(cls)

    def __init__(self, price):
        self.price, self.old = price, 0

    def text(self):
        return "v1 %d" % self.price


class Box(typing.Generic[T], abc.ABC):
    __slots__ = ("item",)

    def __init__(self, item):
        self.item = item

    @abc.abstractmethod
    def what(self):
        ...

    def label(self):
        return "v1"


class Plain:
    __slots__ = ("a",)

    def __init__(self, a):
        self.a = a

    def who(self):
        return "v1"
