import weakref
class Tracked:
    def __init__(self, default=0, floor=None):
        self.default, self.floor = default, floor
        self.values = weakref.WeakKeyDictionary()
    def __get__(self, obj, owner=None):
        return self if obj is None else self.values.get(obj, self.default)
    def __set__(self, obj, value):
        if self.floor is not None:
            value = max(value, self.floor)
        self.values[obj] = value
class Player:
    hp = Tracked(10, floor=0)
    gold = Tracked(5)
