import functools
class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, o, t=None): return ("field2", self.name)
class C:
    x = Field()
    @functools.cached_property
    def slow(self): return "slow2"
    @property
    def becomes_property(self): return "two"
    @staticmethod
    def s(): return "s2"
    @property
    def v(self): return self._v
    @v.setter
    def v(self, value): self._v = ("set2", value)
