import enum
class State(enum.Enum):
    IDLE = 1
    RUN = 20
    STOP = 3
    def label(self): return "two " + self.name
class Flags(enum.Flag):
    A = 1
    B = 2
    C = 4
class Num(enum.IntEnum):
    X = 1
    Y = 5
