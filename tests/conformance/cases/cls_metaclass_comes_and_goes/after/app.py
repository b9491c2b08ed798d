import abc
class Meta(type):
    def greet(cls): return "new " + cls.__name__
class More(Meta):
    def greet(cls): return "more " + super().greet()
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 7
class Loses:
    def show(self): return "new"
class Plain:
    def show(self): return "new"
class Gets(metaclass=Meta):
    def show(self): return "new"
class Below(Gets):
    def show(self): return "below " + super().show()
class Exchanges(metaclass=More):
    def show(self): return 1
class Under(Exchanges): pass
