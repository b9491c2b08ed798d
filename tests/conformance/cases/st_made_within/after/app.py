import threading
from os import getenv
from collections import deque

MADE = {}


class Pool:
    def __init__(self, name, size=1):
        self.name, self.size, self.used = name, size, 0
        MADE[name] = MADE.get(name, 0) + 1

    @classmethod
    def of(cls, name):
        return cls(name + " root")

    def used_by(self, user):
        return self.name + " of " + user

    def take(self):
        self.used += 1
        return self.used


class Meter:
    def __init__(self, name):
        self.name, self.count = name, 0

    def read(self):
        return "new", self.count


def queue(name):
    return deque([name])



POOLS = {"a": Pool("a"), "b": Pool("b", 3), "c": Pool("c")}
LOCKS = {"b": threading.Lock(), "a": threading.Lock(), "c": threading.RLock()}
BY_NAME = {n: threading.RLock() for n in ("b", "a", "c")}
WORKERS = [Pool("zeroth"), Pool("first"), Pool("second"), Pool("third")]
QUEUES = {"a": queue("a"), "nested": {"b": queue("b"), "d": queue("d")}, "pairs": [("c", queue("c")), ("e", queue("e"))]}

METERS = {"a": Meter("a"), "b": Meter("b")}
NAMES = [meter.name for meter in METERS.values() if isinstance(meter, Meter)]


class Service:
    limits = {"a": Pool("limit a"), "b": Pool("limit b")}
    locks = [threading.Lock(), threading.Lock()]


ROOT = Pool.of(getenv("NOWHERE", "new")).used_by("a")
