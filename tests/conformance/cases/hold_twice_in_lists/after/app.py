import enum


class Level(enum.IntEnum):
    LOW = 10
    HIGH = 2


class _Missing:
    def __init__(self, name=""): self.name = name


MISSING = _Missing("missing")


class Job:
    __slots__ = ("n", "more")

    def __init__(self): self.n = 1


class log:
    def __new__(cls, x): return x
