"""State that begins with a line which the release touches: counters by members, and a record that the process has replaced."""
import enum
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple


class Kind(enum.Enum):
    A = "a"
    B = "b"
    C = "c"


@dataclass(frozen=True)
class Config:
    region: str = "us"
    grace: float = 8.0


class Limits(NamedTuple):
    rps: int = 10
    burst: int = 40


HITS = Counter({kind: 0 for kind in Kind})
SEEN = defaultdict(int, {kind: 0 for kind in Kind})
CONFIG = Config()
UNTOUCHED = Config()
limits = Limits()


def hit(kind):
    HITS[kind] += 1
    SEEN[kind] += 1


def configure(**values):
    global CONFIG, limits
    CONFIG = replace(CONFIG, **values)
    limits = limits._replace(rps=50)
