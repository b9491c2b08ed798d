import sys

import lib

CACHE = {}
HITS = 0
LIMIT = 10
NAMES = ["a"]
FLAGS = {"x"}
SEEN = []


def put(key, value):
    global HITS
    HITS += 1
    CACHE[key] = value
    NAMES.append(key)
    FLAGS.add(key)
    SEEN.append(key)
    work.calls += 1
    return len(CACHE) < LIMIT


def work():
    return work.short_description


work.calls = 0
work.short_description = "Work"
