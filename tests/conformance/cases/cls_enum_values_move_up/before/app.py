from enum import IntEnum


class P(IntEnum):
    LOW = 1
    MID = 2
    HIGH = 3


class Board:
    def __init__(self):
        self.columns = {p: [] for p in P}
        self.open = set()

    def add(self, title, priority):
        self.columns[priority].append(title)
        self.open.add(priority)
