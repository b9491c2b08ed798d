import typing
T = typing.TypeVar("T")
class Box(typing.Generic[T]):
    def get(self): return "one"
@typing.runtime_checkable
class Runs(typing.Protocol):
    def run(self): ...
class Runner:
    def run(self): return "one"
def f(x: "Box[int]") -> typing.Optional[Box]: return x
