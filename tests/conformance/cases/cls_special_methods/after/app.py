class Box:
    def __init__(self, *values): self.values = values
    def __iter__(self): return iter(self.values)
    def __repr__(self): return "<box>"
    def __add__(self, other): return "add", other
    def __radd__(self, other): return "radd", other
    def __matmul__(self, other): return "matmul"
    def __reversed__(self): return "reversed"
    def __complex__(self): return 1j
    def __dir__(self): return ["listed"]
    def __class_getitem__(cls, key): return cls.__name__, key
    def __get__(self, o, kind=None): return "got"
    def __ior__(self, other): return "ior"
class Below(Box): pass
class Vector:
    def __getitem__(self, i): return "new", i
    def __len__(self): return 0
    def __neg__(self): return "new"
    def __getattr__(self, name): return name + " new"
    def __int__(self): return 42
    def __round__(self, n=None): return "round"
    def __setitem__(self, i, x): self.set = i, x
