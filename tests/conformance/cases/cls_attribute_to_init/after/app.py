import threading


class Cart:
    def __init__(self, owner):
        self.owner = owner
        self.items = []
        self.limit = 5
        self.color = owner.upper()
        self.total = 0
        self.size = 2

    def add(self, x):
        self.items.append(x)
        self.total += self.size
        return len(self.items)


class Small(Cart):
    limit = 1


class Bare:
    def __init__(self):
        self.seen = []

    def look(self):
        self.seen.append(1)
        return self.seen


class Slotted:
    __slots__ = ("a", "b", "late")

    def __init__(self):
        self.a = 1
        self.b = []
        self.late = 7

    def begin(self):
        self.late = 5

    def parts(self):
        self.b.append(self.a)
        return self.b


class Context(threading.local):
    def __init__(self):
        self.user = None
        self.trace = []
