import threading
LIMITS = {"a": 1}


def slug(text):
    return text


class Base:
    def __init__(self, name):
        self.name = name


class Service(Base):
    DEFAULTS = {"retries": 3}

    def __init__(self, name, rows):
        super().__init__(name)
        self.rows = rows

    def label(self):
        return self.name


class Slot:
    __slots__ = ("x", "__dict__")

    def __init__(self, x):
        self.x = x
