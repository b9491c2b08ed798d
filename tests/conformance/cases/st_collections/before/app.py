import queue
from collections import Counter, OrderedDict, defaultdict, deque

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
