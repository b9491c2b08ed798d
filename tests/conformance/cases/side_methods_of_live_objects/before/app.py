class Bus:
    def __init__(self):
        self.handlers = []

    def subscribe(self, f):
        self.handlers.append(f)
        return f

    def emit(self):
        return [f() for f in self.handlers]


BUS = Bus()


@BUS.subscribe
def handler():
    return "old"


@BUS.subscribe
def other():
    return "other"
