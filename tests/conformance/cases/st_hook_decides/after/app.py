from collections import deque

ITEMS = []
INDEX = {}
SEEN = {1, 2}
RECENT = deque(maxlen=5)
COUNT = 0
SESSIONS = {}


class Pool:
    def __init__(self, size):
        self.size = size
        self.used = 0


POOL = Pool(3)


def add(x):
    global COUNT
    COUNT += 1
    POOL.used += 1
    ITEMS.append(x.upper())
    RECENT.append(x)


def __reload__(old):
    global ITEMS, INDEX, SEEN, RECENT, COUNT, POOL, SESSIONS
    ITEMS = list(dict.fromkeys(x.upper() for x in old["ITEMS"]))
    INDEX = {k.upper(): v for k, v in old["INDEX"].items()}
    SEEN = {x * 10 for x in old["SEEN"] if x < 10}
    RECENT = deque((x for x in old["RECENT"] if x != 1), maxlen=5)
    COUNT = 0
    POOL = Pool(old["POOL"].size + 5)
    SESSIONS = {}
