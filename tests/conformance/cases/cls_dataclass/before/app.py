import dataclasses
@dataclasses.dataclass
class P:
    x: int = 1
    def m(self): return "one"
@dataclasses.dataclass(frozen=True)
class F:
    x: int = 1
    def m(self): return "one"
