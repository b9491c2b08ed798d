import dataclasses
@dataclasses.dataclass
class Plain:
    x: int
@dataclasses.dataclass
class Secret:
    token: str
@dataclasses.dataclass
class Freezes:
    x: int = 1
@dataclasses.dataclass(frozen=True)
class Thaws:
    x: int = 1
@dataclasses.dataclass
class Ordered:
    a: int = 0
    b: list = dataclasses.field(default_factory=list, compare=False)
@dataclasses.dataclass(repr=False)
class Shown:
    x: int = 1
    def __repr__(self): return "own"
class Becomes:
    def __init__(self, x, y=0): self.x, self.y = x, y
@dataclasses.dataclass(order=True)
class Ceases:
    x: int
