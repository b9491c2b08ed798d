import functools
class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t=None): return ("field1", self.name)
class C:
    x = Field()
    @functools.cached_property
    def slow(self): return "slow1"
    def becomes_property(self): return "one"
    @staticmethod
    def s(): return "s1"
    @property
    def v(self): return self._v
    @v.setter
    def v(self, value): self._v = ("set1", value)
