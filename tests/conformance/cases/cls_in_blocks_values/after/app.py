import dataclasses
import enum
import sys
import typing

try:
    from no_such_module import NotFound
except ImportError:
    class NotFound(Exception):
        code = 410
        def show(self): return "new", self.code
def fail(): raise NotFound("x")
if sys.version_info >= (3, 6):
    class Base:
        limit = 2
        seen = []
        def __init__(self): Base.seen.append(self)
        @classmethod
        def show(cls): return cls.__name__, cls.limit
    class Point(typing.NamedTuple):
        x: int
        y: int = 0
        z: int = 5
        def show(self): return "new"
    @dataclasses.dataclass
    class Record:
        a: int = 1
        b: int = 2
        known = {}
        def show(self): return "new"
    class Color(enum.Enum):
        RED = "r"
        GREEN = "g"
