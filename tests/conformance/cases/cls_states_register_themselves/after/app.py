class Connection:
    def __init__(self):
        self.sent = []
        self.__class__ = Closed

    def _go(self, state):
        self.__class__ = state
        self.on_enter()

    def on_enter(self):
        self.sent.append(type(self).__name__)

    @property
    def is_open(self):
        return isinstance(self, Open)


class Closed(Connection):
    def open(self):
        self._go(Open)

    def send(self, data):
        raise ConnectionError("closed")


class Open(Connection):
    def open(self):
        raise RuntimeError("open")

    def send(self, data):
        if len(self.sent) >= 3:
            self._go(Congested)
        self.sent.append(data)
        return len(self.sent)

    def close(self):
        self._go(Closed)


class Congested(Open):
    def send(self, data):
        return None


class Light:
    """The states are objects."""
    states = {}

    class State:
        next = None
        seconds = 0

        def __init__(self, name):
            self.name = name
            Light.states[name] = self

        def __repr__(self):
            return "<%s %ds>" % (self.name, self.seconds)

    def __init__(self):
        self.state = RED

    def step(self):
        self.state = self.state.next
        self.log = getattr(self, "log", ()) + (self.state.name,)
        return self.state


RED = Light.State("red")
GREEN = Light.State("green")
YELLOW = Light.State("yellow")
YELLOW.seconds = 3
RED.next, GREEN.next, YELLOW.next = GREEN, YELLOW, RED
