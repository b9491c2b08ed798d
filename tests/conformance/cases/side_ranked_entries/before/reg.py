ENTRIES = []
STEPS = []


class Entry:
    def __init__(self, name, function, order):
        self.name, self.function, self.order = name, function, order


def entry(name, order=0):
    def put(f):
        ENTRIES.append(Entry(name, f, order))
        ENTRIES.sort(key=lambda e: e.order)
        return f
    return put


def use(weight, f):
    STEPS.append((weight, f))
