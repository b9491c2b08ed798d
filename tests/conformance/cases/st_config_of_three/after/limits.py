import config
from config import MAX_JOBS, settings

SLOTS = MAX_JOBS * 2
READ_MS = config.TIMEOUTS["read"] * 1000


class Limiter:
    slots = SLOTS + 1

    def __init__(self):
        self.used = 0

    def acquire(self):
        if self.used >= self.slots:
            self.refused = getattr(self, "refused", 0) + 1
            return False
        self.used += 1
        return True
