import functools
class C:
    x = 1
    @classmethod
    def to_class(cls): return cls.__name__
    def to_method(self, n): return "new", self.x
    @staticmethod
    def to_static(): return "new"
    def to_plain(self): return "new"
    to_value = "new"
    @property
    def to_property(self): return "new"
    @functools.cached_property
    def to_cached(self): return "new"
    @property
    def gets_setter(self): return "new"
    @gets_setter.setter
    def gets_setter(self, value): self.set = value
    @property
    def loses_setter(self): return "new"
class Below(C):
    @C.loses_setter.getter
    def below(self): return "below"
    @C.gets_setter.setter
    def gets_setter(self, value): self.set = "below", value
