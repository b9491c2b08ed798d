from collections import Counter

STATS = {"get": 0, "put": 0}
FLAGS = {"maintenance": False, "beta": False}
LEVELS = dict(db=0, web=0)
HITS = Counter(login=0, logout=0)
QUEUES = {"mail": [], "sms": []}
LIMITS = {"a": 2}


def record(kind):
    STATS[kind] += 1


class Meter:
    totals = {"in": 0, "out": 0}
