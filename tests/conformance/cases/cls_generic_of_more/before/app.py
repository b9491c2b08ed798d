import typing

T = typing.TypeVar("T")
K = typing.TypeVar("K")


class Box(typing.Generic[T]):
    def get(self): return "one"


class Ints(Box[int]):
    pass


@typing.runtime_checkable
class Runs(typing.Protocol):
    def run(self): ...


class Named(typing.Protocol):
    name: str

    def hello(self): return "one"


class Implemented(Named):
    name = "n"
