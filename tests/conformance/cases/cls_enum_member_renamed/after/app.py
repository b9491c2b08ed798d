import enum
class State(enum.Enum):
    NEW = 1
    RUNNING = 2
    DONE = 3
    def next(self):
        return State(self.value + 1) if self.value < 3 else self
class Job:
    def __init__(self):
        self.state = State.NEW
    def advance(self):
        self.state = self.state.next()
LABEL = {State.NEW: "new", State.RUNNING: "running", State.DONE: "done"}
