import typing

T = typing.TypeVar("T")


class Box(typing.Generic[T]):
    __slots__ = ("item",)

    def get(self):
        return "one"


Alias = Box[int]


class Labels(Box[str]):
    __slots__ = ()

    def own(self):
        return "one"
