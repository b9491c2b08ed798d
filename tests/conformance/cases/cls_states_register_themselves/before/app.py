class Connection:
    def __init__(self):
        self.sent = []
        self.__class__ = Closed

    def _go(self, state):
        self.__class__ = state
        self.on_enter()

    def on_enter(self):
        pass


class Closed(Connection):
    def open(self):
        self._go(Open)

    def send(self, data):
        raise RuntimeError("closed")


class Open(Connection):
    def open(self):
        raise RuntimeError("open")

    def send(self, data):
        self.sent.append(data)
        return len(self.sent)

    def close(self):
        self._go(Closed)


class Light:
    """The states are objects."""
    states = {}

    class State:
        next = None
        seconds = 0

        def __init__(self, name):
            self.name = name
            Light.states[name] = self

    def __init__(self):
        self.state = RED

    def step(self):
        self.state = self.state.next
        return self.state.name


RED = Light.State("red")
GREEN = Light.State("green")
RED.next, GREEN.next = GREEN, RED
