import enum
class State(enum.Enum):
    IDLE = 1
    RUN = 2
    def label(self): return "one " + self.name
class Flags(enum.Flag):
    A = 1
    B = 2
class Num(enum.IntEnum):
    X = 1
