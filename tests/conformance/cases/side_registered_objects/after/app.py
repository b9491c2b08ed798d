"""A class decorator registers an object of the class, and that has counted."""
PICKERS = {}
ORDER = []


def picker(name, weight=1):
    def register(cls):
        PICKERS[name] = cls(weight)
        ORDER.append(name)
        return cls
    return register


@picker("turn")
class Turn:
    def __init__(self, weight):
        self.weight, self.asked, self.last = weight, 0, None

    def pick(self, items):
        self.asked += 1
        self.last = items[self.asked % len(items)]
        return "#" + self.last


@picker("first", weight=7)
class First:
    def __init__(self, weight):
        self.weight = weight
        self.seen = []

    def pick(self, items):
        self.seen.append(items[0])
        return items[0]


def names():
    return sorted(PICKERS, reverse=True)
