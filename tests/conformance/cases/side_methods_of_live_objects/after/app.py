class Bus:
    def __init__(self):
        self.handlers = []
        self.once = {}

    def subscribe(self, f=None, *, once=False):
        if f is None:
            return lambda f: self.subscribe(f, once=once)
        self.handlers.append(f)
        self.once[f] = once
        return f

    def emit(self):
        return [(f(), self.once.get(f)) for f in self.handlers]


BUS = Bus()


@BUS.subscribe(once=True)
def handler():
    return "new"


@BUS.subscribe
def other():
    return "other"
