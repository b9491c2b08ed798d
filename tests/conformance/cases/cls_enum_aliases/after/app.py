import enum
class Becomes(enum.Enum):
    A = 1
    B = 2
    C = 2
class Ceases(enum.Enum):
    A = 1
    B = 2
    C = 4
class Renamed(str, enum.Enum):
    NEW = "new"
    CANCELLED = "cancelled"
class Moves(enum.Enum):
    A = 10
    B = 2
    def __init__(self, value): self.square = value * value
