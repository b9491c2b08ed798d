class lazy:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, cls):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Invoice:
    def __init__(self, lines):
        self.lines = lines

    @lazy
    def label(self):
        return "Invoice of %d" % len(self.lines)
