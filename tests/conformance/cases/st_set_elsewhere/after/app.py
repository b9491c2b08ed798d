"""Tables and settings that other modules fill in."""
import enum
import time


class Kind(enum.Enum):
    FAST = "fast"
    SLOW = "slow"


CONFIG = {"db": {"pool": 5, "hosts": ["a"]}, "mail": {"from": "new@y"}}
HANDLERS = {"ping": lambda: "pong 2", "new": lambda: "new"}
BOARD = [[0, 0], [0, 0]]
MUTED = {"debug", "trace", "verbose"}
TAGS = ["one", "two", "three"]
LIMIT = 10
KIND = Kind.FAST
clock = time.time


class Settings:
    debug = False
    level = "warning"
    queues = {Kind.FAST: ["a"], Kind.SLOW: ["b", "c"]}

    @classmethod
    def configure(cls, **values):
        for name, value in values.items():
            setattr(cls, name, value)


class View:
    renderer = str


class Serializer:
    encoders = {int: str, float: repr}

    @classmethod
    def register(cls, kind, f):
        cls.encoders[kind] = f


def run(name):
    return HANDLERS[name]().upper()
