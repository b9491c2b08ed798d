import enum
from types import MappingProxyType
class State(enum.Enum):
    NEW = 1
    DONE = 20
    RUN = 3
NEXT = {State.NEW: State.RUN, State.RUN: State.DONE, State.DONE: None}
BY_NAME = {member.name: member for member in State}
FINAL = frozenset({State.DONE, State.RUN})
BY_CODE = {1: State.NEW, (2, 3): State.DONE, 9: State.RUN}
def following(state): return NEXT[state]
class Text(str, enum.Enum):
    NEW = "new"
    RUN = "run"
    DONE = "done"
ALLOWED = {Text.NEW: {Text.RUN}, Text.RUN: {Text.DONE, Text.NEW}, Text.DONE: set()}
def may(one, other): return other in ALLOWED[one]
class A: pass
class B: pass
class C: pass
ROUTES = {A: C, C: B, B: None}
class Job:
    class Kind(enum.Enum):
        A = 1
        B = 22
        C = 3
    default = Kind.B
    titles = {Kind.A: "one", Kind.B: "zwei", Kind.C: "three"}
    def __init__(self): self.kind = self.Kind.A
LIMITS = MappingProxyType({State.NEW: 10, State.DONE: 2, State.RUN: 3})
