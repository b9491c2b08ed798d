import dataclasses
import sys

SLOTS = {"slots": True} if sys.version_info >= (3, 10) else {}


class Base:
    __slots__ = ()

    def who(self):
        return "two"


@dataclasses.dataclass(frozen=True, **SLOTS)
class Point(Base):
    x: int

    def who(self):
        return "two", super(Point, self).who()


@dataclasses.dataclass(**SLOTS)
class Row:
    key: int

    def line(self):
        return "two"
