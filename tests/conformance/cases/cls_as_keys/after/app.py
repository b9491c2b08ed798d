import enum
class State(enum.Enum):
    RUN = 1
    STOP = 2
class Kind(enum.Flag):
    A = 1
    B = 2
class Event:
    __slots__ = ("a",)
    def name(self): return "new"
class Other: pass
TRANS = {State.RUN: ["x", "y"], State.STOP: []}
PAIRS = {(State.RUN, 1): "new", (State.STOP, 1): "new"}
FLAGS = {Kind.A: "new", Kind.B: "new"}
KNOWN = {Event, Other}
FROZEN = frozenset({Event, Other, State.RUN, State.STOP})
class Machine:
    moves = {State.RUN: (State.RUN, State.STOP)}
    def __init__(self): self.seen = {State.RUN: 0}
machine = Machine()
second = Machine()
