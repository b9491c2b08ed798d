"""Counters, flags and settings that were stored over what the unchanged lines say."""


class Stats:
    hits = 0


STATS = Stats()
STATS.total = 0
TABLE = {}
TABLE["n"] = 0
Stats.errors = 0
connection = None


def hit():
    STATS.total += 1
    TABLE["n"] += 1
    Stats.errors += 1
    Stats.hits += 1
    return "new"


def connect():
    global connection
    if connection is None:
        connection = object()
    return connection
