class Shown:
    __slots__ = ()
    def extra(self): return "extra " + type(self).__name__
class UserId(int):
    __slots__ = ()
    def show(self): return "old %d" % self
class Name(str):
    __slots__ = ()
    def show(self): return "old " + self
class Blob(bytes):
    __slots__ = ()
    def show(self): return "old"
class Pair(tuple):
    __slots__ = ()
    def show(self): return ("old",) + self
class Config(dict):
    def show(self): return "old"
class Interned(str):
    made = {}
    def __new__(cls, text):
        if text not in cls.made:
            cls.made[text] = super().__new__(cls, text)
        return cls.made[text]
    def show(self): return "old"
class Loose(int):
    __slots__ = ()
    def show(self): return "old"
