FIELDS = ["a", "b", "c"]
class Fixed:
    __slots__ = ("a", "__weakref__")
    def __init__(self, a): self.a = a
    def more(self): return "more"
class Holder:
    first = Fixed(1)
    second = Fixed(2)
    def show(self): return self.first.a + self.second.a
class Computed:
    __slots__ = tuple(FIELDS)
class Base:
    __slots__ = ("a",)
    def show(self): return "new", self.a
class Middle(Base):
    __slots__ = ()
class Leaf(Middle):
    __slots__ = ("z", "y", "__weakref__")
    def show(self): return ("new",) + super().show()
    def __eq__(self, other): return self.z == other.z
    def __hash__(self): return hash(self.z)
