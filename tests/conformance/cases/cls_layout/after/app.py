class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y=2): self.x, self.y = x, y
    def m(self): return ("two", self.x)
