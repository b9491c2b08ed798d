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
        return "old", self.count


def queue(name):
    return deque([name])



POOLS = {"a": Pool("a"), "b": Pool("b", 2)}
LOCKS = {"a": threading.Lock(), "b": threading.Lock()}
BY_NAME = {n: threading.RLock() for n in ("a", "b")}
WORKERS = [Pool("first"), Pool("second")]
QUEUES = {"a": queue("a"), "nested": {"b": queue("b")}, "pairs": [("c", queue("c"))]}

METERS = {"a": Meter("a")}
NAMES = [meter.name for meter in METERS.values() if isinstance(meter, Meter)]


class Service:
    limits = {"a": Pool("limit a")}
    locks = [threading.Lock()]


ROOT = Pool.of(getenv("NOWHERE", "old")).used_by("a")
