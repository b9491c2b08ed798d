class Codes:
    def __init__(self, prefix):
        self.prefix = prefix

    def code(self, n):
        return "%s-%04d" % (self.prefix, n)

    def __str__(self):
        return "<%s>" % self.prefix


class Step:
    def __init__(self, *names):
        self.names = names

    def __rshift__(self, other):
        return Step(*self.names, *other.names)


class Limits:
    base = 7

    @property
    def most(self):
        return self.base * 3

    @property
    def burst(self):
        return self.base + 1


payments = Codes("PAY")
strip, lower = Step("strip"), Step("lower")
limits = Limits()
