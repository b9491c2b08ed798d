class P:
    __slots__ = ("x",)
    def __init__(self, x): self.x = x
    def m(self): return ("one", self.x)
