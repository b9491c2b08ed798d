from desc import Typed
class M:
    a = Typed(1)
    b = Typed("b")
    def both(self): return self.a, self.b
