class C:
    def __init__(self, n): self.n = n
    def m(self): return ("two", self.n)
    @classmethod
    def c(cls): return ("two", cls.__name__)
    @staticmethod
    def s(): return "two"
