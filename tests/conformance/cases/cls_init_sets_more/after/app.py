import functools
import threading
from collections import Counter
from dataclasses import dataclass, field

LIMIT = 5


class Pool:
    def __init__(self, name, size=4, timeout=30):
        self.name = name
        self.size = size
        self.waiting = []
        self.lock = threading.Lock()
        self.seen, self.label = Counter(), name.upper()
        self.timeout = timeout or LIMIT
        self.hits = self.misses = 0
        self.most: int = LIMIT
        self.by_kind = {"a": [], "b": Counter()}
        self.counter = Counter()
        if size > 100:
            self.large = True

    def take(self):
        with self.lock:
            self.waiting.append(self.name)
            self.hits += 1
            self.counter[self.name] += 1
        return len(self.waiting), self.hits, self.misses, self.timeout, self.most, self.counter[self.name]


class Limited(Pool):
    def __init__(self, name):
        super().__init__(name, 1)
        self.limit = LIMIT
        self.over = False


class Bare:
    def __init__(self):
        self.done = set()
        self.size = len(Pool.__name__)

    def work(self):
        self.done.add(1)
        return len(self.done)


class Registry:
    class Entry:
        def __init__(self):
            self.count = 0
            self.last = None

    def __init__(self):
        self.entries = [self.Entry()]


@dataclass
class Job:
    name: str
    tries: int = 0
    tags: list = field(default_factory=list)
    options: dict = field(default_factory=lambda: {"retry": [1, 2]})
    cost: float = 1.5

    def describe(self):
        self.tags.append("described")
        return self.name, self.tags, self.options["retry"], self.cost


@dataclass(frozen=True)
class Point:
    x: int
    history: list = field(default_factory=list, compare=False)

    def parts(self):
        return [self.x, self.history]


class cached:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.store = {}
        self.hits = 0

    def __call__(self, x):
        self.hits += x in self.store
        if x not in self.store:
            self.store[x] = self.function(x)
        return self.store[x]


@cached
def double(x):
    return 2 * x
