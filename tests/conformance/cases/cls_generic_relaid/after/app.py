import typing

T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    __slots__ = ("item", "label")

    def get(self):
        return "two"


Alias = Box[int]


class Labels(Box[str]):
    __slots__ = ()

    def own(self):
        return "two"
