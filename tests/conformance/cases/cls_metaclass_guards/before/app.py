class ConstMeta(type):
    def __setattr__(cls, name, value):
        raise AttributeError("%s.%s is constant" % (cls.__name__, name))
    def __delattr__(cls, name):
        raise AttributeError("%s.%s is constant" % (cls.__name__, name))
    @property
    def names(cls):
        return sorted(k for k in vars(cls) if k.isupper())
class Limits(metaclass=ConstMeta):
    SIZE = 10
    RATE = 2
    def check(self, n):
        return n <= self.SIZE
class Small(Limits):
    SIZE = 1
