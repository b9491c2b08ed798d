import enum


class State(enum.Enum):
    IDLE = 1
    BUSY = 2
    DONE = 3
    FAILED = 4

    def final(self):
        return self in Machine.FINAL


class Machine:
    TABLE = {(State.IDLE, 1): State.BUSY, (State.BUSY, 1): State.DONE, (State.DONE, 1): State.IDLE}
    FINAL = frozenset({State.DONE, State.FAILED})
    NAMES = {State.IDLE: "idle", State.BUSY: "busy", State.FAILED: "failed"}

    def may(self, state, allowed=frozenset({State.IDLE, State.FAILED})):
        return state in allowed
