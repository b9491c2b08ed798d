from enum import IntEnum, Enum, auto, unique


@unique
class Level(IntEnum):
    LOW = auto()
    HIGH = auto()
    CRITICAL = auto()


class Color(Enum):
    RED = auto()
    GREEN = auto()

    def css(self):
        return self.name.lower()


class Ticket:
    def __init__(self, title, level=Level.LOW):
        self.title, self.level = title, level

    def __lt__(self, other):
        return self.level > other.level

    def overdue(self, hours):
        return hours > 48 // self.level


LIMITS = {Level.LOW: 100, Level.HIGH: 10, Level.CRITICAL: 1}
