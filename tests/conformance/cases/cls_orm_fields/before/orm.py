class Field:
    def __init__(self, d): self.d = d
    def check(self, v): return 1
class Meta(type):
    def __new__(m, name, bases, ns):
        c = super().__new__(m, name, bases, ns)
        c._fields = [k for k, v in ns.items() if isinstance(v, Field)]
        return c
class Model(metaclass=Meta): pass
