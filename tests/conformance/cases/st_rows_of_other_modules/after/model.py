import enum


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2
    TOP = 3

    @classmethod
    def parse(cls, text):
        return cls[text.upper()]
