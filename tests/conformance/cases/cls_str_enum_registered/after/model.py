from enum import Enum


class State(str, Enum):
    NEW = "new"
    DONE = "done"
    FAILED = "failed"

    @property
    def is_final(self):
        return self is not State.NEW
