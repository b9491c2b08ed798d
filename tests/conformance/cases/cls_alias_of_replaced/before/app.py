import enum


def to_text(o):
    return str(o)


def to_bytes(o):
    return b"%d" % o


class Codec:
    text = to_text
    raw = to_bytes


class State(enum.IntEnum):
    NEW = 5
    OPEN = 5


INITIAL = State.NEW
RETRIES: int = 3
LIMIT: int = 4
