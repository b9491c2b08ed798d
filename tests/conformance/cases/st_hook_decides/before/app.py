from collections import deque

ITEMS = ["b", "a"]
INDEX = {"a": 1, "b": 2}
SEEN = {1, 2}
RECENT = deque([1], maxlen=5)
COUNT = 0
SESSIONS = {}


class Pool:
    def __init__(self, size):
        self.size = size
        self.used = 0


POOL = Pool(2)


def add(x):
    global COUNT
    COUNT += 1
    POOL.used += 1
    ITEMS.append(x)
    RECENT.append(x)
