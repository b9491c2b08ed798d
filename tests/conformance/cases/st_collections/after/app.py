import queue
from collections import Counter, OrderedDict, defaultdict, deque

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
