import functools
import itertools
from dataclasses import dataclass, field

next_id = itertools.count(1).__next__
ticket = functools.partial(next, itertools.count(1))
serial = lambda prefix, _n=itertools.count(1): "%s%03d" % (prefix, next(_n))
odd = (n for n in range(1, 1000, 2))
LOG = functools.partial(lambda sink, line: sink.append(line) or len(sink), [])
LIMIT = 6


class Connection:
    _next = itertools.count(1).__next__
    names = map("c%d".__mod__, itertools.count(1))

    def __init__(self):
        self.id = self._next()
        self.name = next(self.names)


@dataclass
class Job:
    name: str = "job"
    weight: int = 2
    id: int = field(default_factory=itertools.count(1).__next__)

    def describe(self):
        return "#%d" % self.id
