class P:
    __slots__ = ("x", "__weakref__")
    def m(self): return "one"
class Id(int):
    __slots__ = ()
    def m(self): return "one"
