class Shown:
    __slots__ = ()
    def extra(self): return "extra " + type(self).__name__
class UserId(int):
    __slots__ = ()
    def show(self): return "new %d" % self
    def __str__(self): return "u%d" % self
class Name(Shown, str):
    __slots__ = ()
    def show(self): return "new " + self
class Blob(bytes, Shown):
    __slots__ = ()
    def show(self): return "new"
class Pair(tuple):
    __slots__ = ()
    def show(self): return ("new",) + self
    @property
    def first(self): return self[0]
class Config(Shown, dict):
    def show(self): return "new"
class Interned(str):
    made = {}
    def __new__(cls, text):
        if text not in cls.made:
            cls.made[text] = super().__new__(cls, text)
        return cls.made[text]
    def show(self): return "new"
class Loose(int):
    def show(self): return "new"
