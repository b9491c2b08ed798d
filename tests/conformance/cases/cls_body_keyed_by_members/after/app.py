import enum


class Priority(enum.Enum):
    LOW = 1
    MID = 5
    HIGH = 2


class Scheduler:
    QUEUES = {p: [] for p in Priority}
    COUNTS = dict.fromkeys(Priority, 0)
    NAMES = {Priority.LOW: "low", Priority.MID: "mid", Priority.HIGH: "top"}

    def push(self, priority, x):
        self.QUEUES[priority].append(x)
        self.COUNTS[priority] += 1
