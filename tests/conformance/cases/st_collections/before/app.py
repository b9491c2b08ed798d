import enum
import os
import queue
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from types import SimpleNamespace

RECENT = deque(maxlen=3)
BY_NAME = defaultdict(list)
STEPS = OrderedDict([("a", 1), ("b", 2)])
COUNTS = Counter(a=1)
JOBS = queue.Queue(1)
WINDOWS = {"minute": deque(maxlen=2), "hour": deque(maxlen=2)}
PLAIN = deque(["x"])


class Service:
    recent = deque(maxlen=2)
    by_name = defaultdict(int)


class Kind(enum.Enum):
    A = 1


STATE = SimpleNamespace(count=0, limit=10, lock=threading.Lock())
TABLE = {}
QUEUE = []
HITS = {kind: 0 for kind in Kind}
FLAGS = {"new": False, "beta": os.environ.get("NOWHERE") == "1", "limit": int("3")}
LOG = []
done, failed = 0, 0
