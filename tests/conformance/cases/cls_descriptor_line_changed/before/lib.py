import weakref


class Typed:
    def __init__(self, kind, unit=""):
        self.kind, self.unit, self.data = kind, unit, weakref.WeakKeyDictionary()

    def __get__(self, obj, owner=None):
        return self if obj is None else "%s%s" % (self.data.get(obj), self.unit)

    def __set__(self, obj, v):
        self.data[obj] = v
