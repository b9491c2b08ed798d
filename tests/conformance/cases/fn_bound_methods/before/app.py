class C:
    def __init__(self, n): self.n = n
    def m(self): return ("one", self.n)
    @classmethod
    def c(cls): return ("one", cls.__name__)
    @staticmethod
    def s(): return "one"
