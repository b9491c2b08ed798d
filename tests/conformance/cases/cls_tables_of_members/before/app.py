import enum


class State(enum.Enum):
    IDLE = 1
    BUSY = 2
    DONE = 3


class Machine:
    TABLE = {(State.IDLE, 1): State.BUSY, (State.BUSY, 1): State.DONE}
    FINAL = frozenset({State.DONE})
    NAMES = {State.IDLE: "idle", State.BUSY: "busy"}

    def may(self, state, allowed=frozenset({State.IDLE})):
        return state in allowed
