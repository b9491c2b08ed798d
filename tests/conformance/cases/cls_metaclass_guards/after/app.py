class ConstMeta(type):
    def __setattr__(cls, name, value):
        raise TypeError("%s.%s is constant" % (cls.__name__, name))
    def __delattr__(cls, name):
        raise TypeError("%s.%s is constant" % (cls.__name__, name))
    @property
    def names(cls):
        return sorted(k.lower() for k in vars(cls) if k.isupper())
class Limits(metaclass=ConstMeta):
    SIZE = 20
    BURST = 5
    names = "of the body"
    def check(self, n):
        return n < self.SIZE + self.BURST
class Small(Limits):
    SIZE = 3
