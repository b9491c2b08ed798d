import enum
class State(enum.Enum):
    NEW = 1
    STARTED = 2
    def next(self):
        return State(self.value + 1) if self.value < 2 else self
class Job:
    def __init__(self):
        self.state = State.NEW
    def advance(self):
        self.state = self.state.next()
LABEL = {State.NEW: "new", State.STARTED: "started"}
