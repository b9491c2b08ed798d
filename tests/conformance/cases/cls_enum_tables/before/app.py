import enum
from types import MappingProxyType
class State(enum.Enum):
    NEW = 1
    DONE = 2
    OLD = 4
NEXT = {State.NEW: State.DONE, State.DONE: None}
BY_NAME = {member.name: member for member in State}
FINAL = frozenset({State.DONE})
BY_CODE = {1: State.NEW, (2, 3): State.DONE}
def following(state): return NEXT[state]
class Text(str, enum.Enum):
    NEW = "new"
    DONE = "done"
ALLOWED = {Text.NEW: {Text.DONE}, Text.DONE: set()}
def may(one, other): return other in ALLOWED[one]
class A: pass
class B: pass
ROUTES = {A: B, B: None}
class Job:
    class Kind(enum.Enum):
        A = 1
        B = 2
    default = Kind.A
    titles = {Kind.A: "one", Kind.B: "two"}
    def __init__(self): self.kind = self.Kind.A
LIMITS = MappingProxyType({State.NEW: 1, State.DONE: 2})
