class Final:
    def __init_subclass__(cls, **options): raise TypeError("final")
    def show(self): return "old"
class SealedMeta(type):
    def __new__(cls, name, bases, namespace):
        if any(isinstance(base, SealedMeta) for base in bases): raise TypeError("sealed")
        return super().__new__(cls, name, bases, namespace)
class Sealed(metaclass=SealedMeta):
    n = 1
    def show(self): return "old"
class Immutable(type):
    def __setattr__(cls, name, value): raise AttributeError("immutable")
    def __delattr__(cls, name): raise AttributeError("immutable")
class Frozen(metaclass=Immutable):
    n = 1
    def show(self): return "old"
    def gone(self): return 3
class Unique(type):
    names = {}
    def __new__(cls, name, bases, namespace):
        if name in cls.names: raise RuntimeError("twice: " + name)
        cls.names[name] = super().__new__(cls, name, bases, namespace)
        return cls.names[name]
class Once(metaclass=Unique):
    n = 1
    def show(self): return "old"
class Nasty(type):
    def __eq__(cls, other): raise RuntimeError("no eq")
    def __hash__(cls): raise RuntimeError("no hash")
    def __bool__(cls): raise RuntimeError("no bool")
    def __getattr__(cls, name): raise RuntimeError("no attribute")
class Touchy(metaclass=Nasty):
    n = 1
    def show(self): return "old"
class Pretends:
    __class__ = property(lambda self: int)
    def show(self): return "old"
