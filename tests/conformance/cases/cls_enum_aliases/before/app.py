import enum
class Becomes(enum.Enum):
    A = 1
    B = 2
    C = 3
class Ceases(enum.Enum):
    A = 1
    B = 2
    C = 1
class Renamed(str, enum.Enum):
    NEW = "new"
    CANCELED = "cancelled"
class Moves(enum.Enum):
    A = 1
    B = 2
    def __init__(self, value): self.square = value * value
