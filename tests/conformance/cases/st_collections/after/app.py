import enum
import os
import queue
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from types import SimpleNamespace

RECENT = deque(maxlen=5)
BY_NAME = defaultdict(set)
STEPS = OrderedDict([("first", 0), ("a", 1), ("b", 3)])
COUNTS = Counter(a=1, b=2)
JOBS = queue.Queue(50)
WINDOWS = {"minute": deque(maxlen=4), "hour": deque(maxlen=2), "day": deque()}
PLAIN = deque(["y"])


class Service:
    recent = deque(maxlen=1)
    by_name = defaultdict(list)


class Kind(enum.Enum):
    A = 1
    B = 2


STATE = SimpleNamespace(count=0, limit=11, lock=threading.Lock())
TABLE = OrderedDict()
QUEUE = deque(maxlen=10)
HITS = {kind: 0 for kind in Kind}
FLAGS = {"new": True, "beta": os.environ.get("NOWHERE") == "1", "limit": int("3")}
LOG = [0]
done, failed, skipped = 0, 0, 0
