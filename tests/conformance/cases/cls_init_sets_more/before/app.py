import functools
import threading
from collections import Counter
from dataclasses import dataclass, field

LIMIT = 3


class Pool:
    def __init__(self, name, size=4):
        self.name = name
        self.size = size

    def take(self):
        return self.name


class Limited(Pool):
    def __init__(self, name):
        super().__init__(name, 1)
        self.limit = LIMIT


class Bare:
    def work(self):
        return 1


class Registry:
    class Entry:
        def __init__(self):
            self.count = 0

    def __init__(self):
        self.entries = [self.Entry()]


@dataclass
class Job:
    name: str
    tries: int = 0

    def describe(self):
        return self.name


@dataclass(frozen=True)
class Point:
    x: int

    def parts(self):
        return [self.x]


class cached:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.store = {}

    def __call__(self, x):
        if x not in self.store:
            self.store[x] = self.function(x)
        return self.store[x]


@cached
def double(x):
    return 2 * x
