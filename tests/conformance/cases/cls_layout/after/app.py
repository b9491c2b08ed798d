class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y=2): self.x, self.y = x, y
    def m(self): return ("two", self.x)


class Vector:
    __slots__ = ("x", "y", "unit")

    def __init__(self, x, y, unit="m"):
        self.x, self.y, self.unit = x, y, unit

    def __add__(self, other):
        return type(self)(self.x + other.x, self.y + other.y)

    def __str__(self):
        return f"{self.x} {self.y} {self.unit}"
