class Item:
    __slots__ = ("a", "b")

    def m(self): return "two"
