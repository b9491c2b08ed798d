import typing

T = typing.TypeVar("T")
K = typing.TypeVar("K")


class Box(typing.Generic[T, K]):
    def get(self): return "two"


class Ints(Box[int, str]):
    pass


@typing.runtime_checkable
class Runs(typing.Protocol):
    def run(self): ...
    def stop(self): ...


class Named(typing.Protocol):
    name: str

    def hello(self): return "two"


class Implemented(Named):
    name = "n"
