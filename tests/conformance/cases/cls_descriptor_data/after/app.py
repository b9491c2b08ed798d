from desc import Typed
class M:
    a = Typed(2)
    b = Typed("b")
    def both(self): return self.a, self.b
