class Item:
    __slots__ = ("a",)

    def m(self): return "one"
