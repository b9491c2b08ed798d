import dataclasses
@dataclasses.dataclass(repr=False, eq=False)
class Plain:
    x: int
@dataclasses.dataclass
class Secret:
    token: str = dataclasses.field(repr=False)
@dataclasses.dataclass(frozen=True)
class Freezes:
    x: int = 1
@dataclasses.dataclass
class Thaws:
    x: int = 1
@dataclasses.dataclass(order=True, unsafe_hash=True)
class Ordered:
    a: int = 0
    b: list = dataclasses.field(default_factory=list, compare=False)
@dataclasses.dataclass
class Shown:
    x: int = 1
@dataclasses.dataclass
class Becomes:
    x: int
    y: int = 0
class Ceases:
    def __init__(self, x): self.x = x
