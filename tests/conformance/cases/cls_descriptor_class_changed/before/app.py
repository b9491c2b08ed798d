import weakref
class Tracked:
    def __init__(self, default=0):
        self.default = default
        self.values = weakref.WeakKeyDictionary()
    def __get__(self, obj, owner=None):
        return self if obj is None else self.values.get(obj, self.default)
    def __set__(self, obj, value):
        self.values[obj] = value
class Player:
    hp = Tracked(10)
    gold = Tracked()
