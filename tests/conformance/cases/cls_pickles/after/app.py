import typing, collections
class P:
    def __init__(self): self.x = 1
    def m(self): return "two"
class N(typing.NamedTuple):
    a: int
    def m(self): return "two"
T = collections.namedtuple("T", "a b")
