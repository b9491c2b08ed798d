import enum
import threading
from collections import defaultdict, deque


class Pool:
    size = 2

    def __init__(self, dsn):
        self.dsn = dsn

    def describe(self):
        return "pool " + self.dsn


Pool.lock = threading.Lock()
Pool.opened = 0
Pool.all = []
Pool.by_dsn = {}
Pool.current = None
Pool.topics = defaultdict(list)
Pool.recent = deque(maxlen=5)
Pool.names = {"db": "Database", "web": "Web"}


class Level(enum.Enum):
    LOW = 1
    HIGH = 2

    def __init__(self, value):
        self.asked = 0
        self.notes = []

    def rank(self):
        self.asked += 1
        return self.value


Level.hooks = {}


def connect(dsn):
    with Pool.lock:
        Pool.opened += 1
        Pool.current = p = Pool(dsn)
        Pool.all.append(p)
        Pool.by_dsn[dsn] = p
        Pool.topics[dsn].append("opened")
        Pool.recent.append(dsn)
    return p
