import dataclasses
@dataclasses.dataclass
class P:
    x: int = 1
    y: list = dataclasses.field(default_factory=list)
    def m(self): return "two"
@dataclasses.dataclass(frozen=True)
class F:
    x: int = 1
    def m(self): return "two"
