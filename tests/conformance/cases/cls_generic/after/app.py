import typing
T = typing.TypeVar("T")
class Box(typing.Generic[T]):
    def get(self): return "two"
@typing.runtime_checkable
class Runs(typing.Protocol):
    def run(self): ...
class Runner:
    def run(self): return "two"
def f(x: "Box[int]") -> typing.Optional[Box]: return x
