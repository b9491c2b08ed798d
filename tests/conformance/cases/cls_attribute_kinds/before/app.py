import functools
class C:
    x = 1
    def to_class(self): return "old"
    @staticmethod
    def to_method(n): return "old", n
    @classmethod
    def to_static(cls): return "old"
    @property
    def to_plain(self): return "old"
    def to_value(self): return "old"
    to_property = "old"
    @property
    def to_cached(self): return "old"
    @property
    def gets_setter(self): return "old"
    @property
    def loses_setter(self): return "old"
    @loses_setter.setter
    def loses_setter(self, value): self.set = value
class Below(C):
    @C.loses_setter.getter
    def below(self): return "below"
