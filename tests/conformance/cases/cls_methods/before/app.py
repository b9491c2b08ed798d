class Base:
    def who(self): return "base1"
class Thing(Base):
    count = 1
    def m(self): return "m1"
    def gone(self): return "gone"
    def who(self): return "thing1+" + super().who()
    def __len__(self): return 1
    @property
    def p(self): return "p1"
