from collections import Counter

STATS = {}
FLAGS = {}
LEVELS = {}
HITS = Counter()
QUEUES = {}
LIMITS = {}
LIMITS["a"] = 1


def record(kind):
    STATS[kind] = STATS.get(kind, 0) + 1


class Meter:
    totals = {}
