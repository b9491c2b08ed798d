COLLECTORS = []


class Collector:
    enabled = True

    def __init__(self):
        self.total, self.rows = 0, []

    def add(self, n):
        self.total += n
        self.rows.append(n)


    def describe(self):
        return "%s %d" % (type(self).__name__, self.total)


def collector(cls):
    COLLECTORS.append(cls())
    return cls


def singleton(cls):
    return cls()
