class Codes:
    def __init__(self, prefix):
        self.prefix = prefix

    def code(self, n):
        return "%s%d" % (self.prefix, n)

    def __str__(self):
        return self.prefix


class Step:
    def __init__(self, *names):
        self.names = names


class Limits:
    base = 5

    @property
    def most(self):
        return self.base * 2


payments = Codes("PAY")
strip, lower = Step("strip"), Step("lower")
limits = Limits()
