import enum
class Planet(enum.Enum):
    EARTH = (5, 10)
    MARS = (2, 3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return self.mass *  self.radius
class Color(enum.Enum):
    RED = enum.auto()
    GREEN = enum.auto()
    CRIMSON = 1
class Level(str, enum.Enum):
    LOW = "low"
    HIGH = "high"
    @classmethod
    def parse(cls, s): return cls(s)
class Code(bytes, enum.Enum):
    def __new__(cls, value, label):
        o = bytes.__new__(cls, [value]); o._value_ = value; o.label = label
        return o
    A = (1, "a")
    B = (2, "b")
class Perm(enum.IntFlag):
    R = 4
    W = 2
    RW = R | W
    def desc(self): return "p1"
class Miss(enum.Enum):
    ONE = 1
    @classmethod
    def _missing_(cls, v): return None
