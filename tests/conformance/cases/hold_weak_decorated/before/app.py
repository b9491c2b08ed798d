import functools
def _call(tag, *args): return tag
def partial(*args): return "old"
def kind(*args): return "old"
class Base:
    known, names = __import__("weakref").WeakSet(), __import__("weakref").WeakValueDictionary()
    def __init_subclass__(cls):
        Base.known.add(cls)
        Base.names[cls.__name__] = cls
class A(Base):
    n = 1
class B(Base):
    __slots__ = ()
