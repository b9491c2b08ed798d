import sys

import lib

globals().update(CACHE={}, LIMIT=20)
if "NAMES" not in globals():
    HITS = 0
    NAMES = ["a"]
for _name, _value in [("FLAGS", {"x"})]:
    setattr(sys.modules[__name__], _name, _value)
exec("SEEN = []")


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


work.calls = work.errors = 0
lib.describe(work, "Work")
