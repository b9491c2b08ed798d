class Base:
    def who(self): return "base2"
class Thing(Base):
    count = 2
    def m(self): return "m2"
    def added(self): return "added"
    def __call__(self): return "called"
    def who(self): return "thing2+" + super().who()
    @property
    def p(self): return "p2"
