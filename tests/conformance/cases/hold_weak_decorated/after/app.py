import functools
def _call(tag, *args): return tag
partial = functools.partial(_call, "new")
class kind:
    def __init__(self, *args): self.args = args
class Base:
    known, names = __import__("weakref").WeakSet(), __import__("weakref").WeakValueDictionary()
    def __init_subclass__(cls):
        Base.known.add(cls)
        Base.names[cls.__name__] = cls
class A(Base):
    n = 2
class B(Base):
    __slots__ = ("q",)
