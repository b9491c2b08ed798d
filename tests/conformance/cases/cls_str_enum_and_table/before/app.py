from enum import Enum


class State(str, Enum):
    OPEN = "open"
    CLOSED = "closed"


LABELS = {State.OPEN: "Open", State.CLOSED: "Closed"}
BY_VALUE = {s.value: s for s in State}


def label(state):
    return LABELS[state]
