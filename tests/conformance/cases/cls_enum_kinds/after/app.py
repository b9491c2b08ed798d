import enum
class Planet(enum.Enum):
    EARTH = (6, 10)
    MARS = (2, 3)
    VENUS = (4, 4)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return self.mass +  self.radius
class Color(enum.Enum):
    RED = enum.auto()
    PINK = enum.auto()
    GREEN = enum.auto()
    CRIMSON = 3
class Level(str, enum.Enum):
    LOW = "LOW"
    HIGH = "high"
    @classmethod
    def parse(cls, s): return cls(s.strip())
class Code(bytes, enum.Enum):
    def __new__(cls, value, label):
        o = bytes.__new__(cls, [value]); o._value_ = value; o.label = label.upper()
        return o
    A = (1, "a")
    B = (2, "bb")
class Perm(enum.IntFlag):
    R = 4
    W = 2
    X = 1
    RW = R | W
    def desc(self): return "p2"
class Miss(enum.Enum):
    ONE = 1
    @classmethod
    def _missing_(cls, v): return cls.ONE
