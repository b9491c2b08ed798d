import enum
class Color(enum.Enum):
    RED = 1, "r"
    BLUE = 2, "b"
    def __init__(self, num, letter):
        self.num = num
        self.letter = letter
class Meta(type):
    def __new__(m, name, bases, ns):
        ns["tag"] = "old"
        return super().__new__(m, name, bases, ns)
class WithMeta(metaclass=Meta):
    def f(self): return 1
class Base:
    def __init_subclass__(cls, **k):
        super().__init_subclass__(**k)
        cls.table = "t_" + cls.__name__
class Sub(Base):
    def f(self): return 1
def tagged(cls):
    cls.tag = "old"
    return cls
@tagged
class Deco:
    def f(self): return 1
class Field:
    def __set_name__(self, owner, name):
        self.name = "_" + name
class Model:
    a = Field()
def mark(f):
    f.mark = "old"
    return f
@mark
def marked(): return 1
def const(n):
    return lambda: n + 1
three = const(2)
def make(n):
    class C:
        size = n
        def f(self): return "old"
    return C
Made = make(3)
class Order:
    names = sorted(["b", "aa"], key=lambda s: len(s))
def pre(f):
    cache = {}
    f.table = {"v": 1}
    def w(*a):
        return ("old", f(*a))
    w.calls = 0
    return w
@pre
def dd(): return 1


def make_model(name, bases, namespace):
    namespace["table"] = "t1"
    return type(name, bases, namespace)


class ByFunction(metaclass=make_model):
    def f(self):
        return self.table
