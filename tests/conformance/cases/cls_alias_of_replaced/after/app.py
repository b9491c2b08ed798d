import enum
import functools


class to_text(str):
    pass


@functools.lru_cache(maxsize=None)
def to_bytes(o):
    return b"%d" % o


class Codec:
    def text(self):
        return "own text"

    def raw(self):
        return "own raw"


class State(enum.IntEnum):
    NEW = enum.auto()
    OPEN = enum.auto()


INITIAL = State.NEW
MAX_RETRIES: int = 3
LIMIT: int = 4
