import dataclasses
from collections import namedtuple

from util import cached, scale

ROWS = ["a", "bb"]
Point = namedtuple("Point", "x y")


@dataclasses.dataclass(frozen=True)
class Limit:
    name: str
    value: int


def weight(r):
    return len(r)


TABLE = {}
for r in ROWS:
    TABLE[r] = weight(r)

LIST = []
for r in ROWS:
    LIST.append(scale(len(r)))

LOW, HIGH = weight("a"), weight("bb")
if weight("a") > 1:
    MODE = "big"
else:
    MODE = "small"
SCALED = scale(10)
CACHED = cached(10)
POINT = Point(weight("a"), scale(1))
LIMIT = Limit("a", weight("abc"))
ITEMS = {"x": scale(1)}
ITEMS["y"] = weight("y")
TOTAL = 0
for r in ROWS:
    TOTAL += weight(r)
DEFAULT = weight("q") or 7


def use(n=scale(3), *, m=weight("m")):
    return n, m


class Box:
    sizes = [weight(r) for r in ("a", "bb")]
    top = max(weight(r) for r in ("a", "bb"))
    point = Point(weight("a"), 2)


lookup = {w: weight for w in ROWS}
