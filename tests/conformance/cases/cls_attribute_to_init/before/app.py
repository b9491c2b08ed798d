import threading


class Cart:
    items = []
    limit = 3
    color = "red"

    def __init__(self, owner):
        self.owner = owner

    @property
    def total(self):
        return len(self.items)

    def size(self):
        return 1

    def add(self, x):
        self.items.append(x)
        return len(self.items)


class Small(Cart):
    limit = 1


class Bare:
    seen = ()

    def look(self):
        return list(self.seen)


class Slotted:
    __slots__ = ("a", "b", "late")

    def __init__(self):
        self.a = 1

    def begin(self):
        self.late = 5

    def parts(self):
        return (self.a,)


class Context(threading.local):
    def __init__(self):
        self.user = None
