class P:
    __slots__ = ("x",)
    def __init__(self, x): self.x = x
    def m(self): return ("one", self.x)


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return type(self)(self.x + other.x, self.y + other.y)
