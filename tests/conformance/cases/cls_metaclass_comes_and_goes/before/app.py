import abc
class Meta(type):
    def greet(cls): return "old " + cls.__name__
class More(Meta):
    def greet(cls): return "more " + super().greet()
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 7
class Loses(metaclass=Meta):
    def show(self): return "old"
class Plain(abc.ABC):
    def show(self): return "old"
class Gets:
    def show(self): return "old"
class Below(Gets):
    def show(self): return "below " + super().show()
class Exchanges(metaclass=Meta):
    def show(self): return 1
class Under(Exchanges): pass
