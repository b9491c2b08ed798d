import enum
class State(enum.Enum):
    RUN = 1
class Kind(enum.Flag):
    A = 1
class Event:
    __slots__ = ("a",)
    def name(self): return "old"
class Other: pass
TRANS = {State.RUN: ["x"]}
PAIRS = {(State.RUN, 1): "old"}
FLAGS = {Kind.A: "old"}
KNOWN = {Event, int}
FROZEN = frozenset({Event, State.RUN})
class Machine:
    moves = {State.RUN: (State.RUN,)}
    def __init__(self): self.seen = {State.RUN: 0}
machine = Machine()
