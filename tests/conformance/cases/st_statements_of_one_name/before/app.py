"""Several statements make up one value; one of them changes, or none."""
import os

PATHS = ["a"]
PATHS += ["b"]
TABLE = {}
TABLE["a"] = 1
TABLE.update(b=2)
LOG = []
LOG.append("x")
LOG.extend(["y"])
COUNT = 1
COUNT += 1
COUNT *= 10

SAME = ["a"]
SAME += ["b"]
SAME.append("c")
HOST = "a"
if os.sep == "/":
    HOST = "b"
SORTED = [3, 1, 2]
SORTED.sort()
TEXT = "x"
TEXT = TEXT + "!"

DROPPED = ["a"]
DROPPED += ["b"]


def f():
    return "old"
