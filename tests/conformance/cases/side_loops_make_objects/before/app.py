import logging
import threading

log = logging.getLogger("loops")
log.propagate = False
QUEUES, POOLS = {}, []


class Memory(logging.Handler):
    def __init__(self, name):
        super().__init__()
        self.set_name(name)
        self.rows = []

    def emit(self, record):
        self.rows.append(record.getMessage())


class Queue:
    def __init__(self, name, limit):
        self.name, self.limit = name, limit
        self.lock = threading.Lock()
        self.items = []

    def put(self, x):
        with self.lock:
            if len(self.items) >= self.limit:
                return False
            self.items.append(x)
            return True


for name, level in (("out", logging.DEBUG), ("err", logging.ERROR)):
    handler = Memory(name)
    handler.setLevel(level)
    log.addHandler(handler)

for name, limit in [("a", 1), ("b", 5)]:
    QUEUES[name] = Queue(name, limit)

for name, limit in [("x", 1), ("y", 2)]:
    POOLS.append(Queue(name, limit))
