from enum import Enum


class State(str, Enum):
    NEW = "new"
    DONE = "done"
