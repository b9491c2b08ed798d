import weakref
class Typed:
    def __init__(self, default): self.default = default; self.data = weakref.WeakKeyDictionary()
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, o, t=None):
        if o is None: return self
        return ("two", self.data.get(o, self.default))
    def __set__(self, o, v): self.data[o] = v, "set2"
    def __delete__(self, o): del self.data[o]

