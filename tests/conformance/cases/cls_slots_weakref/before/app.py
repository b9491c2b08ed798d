FIELDS = ["a", "b"]
class Fixed:
    __slots__ = ("a", "__weakref__")
    def __init__(self, a): self.a = a
class Holder:
    first = Fixed(1)
    second = 1
    def show(self): return self.first.a
class Computed:
    __slots__ = tuple(FIELDS)
class Base:
    __slots__ = ("a",)
    def show(self): return "old", self.a
class Middle(Base):
    __slots__ = ()
class Leaf(Middle):
    __slots__ = ("z", "__weakref__")
    def show(self): return ("old",) + super().show()
    def __eq__(self, other): return self.z == other.z
    def __hash__(self): return hash(self.z)
