"""Several functions of one name, told by what they take."""
TABLE = {}


class Multi:
    def __init__(self, name):
        self.name, self.cases = name, []

    def __call__(self, value):
        for kind, f in self.cases:
            if isinstance(value, kind):
                return f(value)
        raise TypeError("no %s(%s)" % (self.name, type(value).__name__))


def multi(f):
    m = TABLE.setdefault(f.__name__, Multi(f.__name__))
    m.cases.append((f.__annotations__["value"], f))
    return m
