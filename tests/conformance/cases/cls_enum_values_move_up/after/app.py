from enum import IntEnum


class P(IntEnum):
    LOW = 1
    NORMAL = 2
    MID = 3
    HIGH = 4


class Board:
    def __init__(self):
        self.columns = {p: [] for p in P}
        self.open = set()

    def add(self, title, priority):
        self.columns.setdefault(priority, []).append(title)
        self.open.add(priority)
