class Namespace(dict):
    def __init__(self):
        super().__init__()
        self.order = []
    def __setitem__(self, key, value):
        self.order.append(key)
        super().__setitem__(key, value)
    def __missing__(self, key):
        if key.isupper(): return key.lower()
        raise KeyError(key)
class Symbols(type):
    @classmethod
    def __prepare__(cls, name, bases): return Namespace()
    def __new__(cls, name, bases, namespace):
        made = super().__new__(cls, name, bases, dict(namespace))
        made.order = [key for key in namespace.order if not key.startswith("__")]
        return made
class Signs(metaclass=Symbols):
    a = OTHER
    b = [TWO, 1]
    c = THREE
    def show(self): return "new"
class Overloads(dict):
    def __setitem__(self, key, value):
        if callable(value) and key in self:
            known = getattr(self[key], "known", None) or {self[key].__code__.co_argcount: self[key]}
            known[value.__code__.co_argcount] = value
            def value(self, *args): return known[len(args) + 1](self, *args)
            value.known = known
        super().__setitem__(key, value)
class Overloading(type):
    @classmethod
    def __prepare__(cls, name, bases): return Overloads()
    def __new__(cls, name, bases, namespace): return super().__new__(cls, name, bases, dict(namespace))
class Area(metaclass=Overloading):
    def of(self, r): return "new circle", r
    def of(self, w, h): return "new rectangle", w, h
