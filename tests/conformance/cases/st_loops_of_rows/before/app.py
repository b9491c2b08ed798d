import dataclasses
import functools
from collections import namedtuple

Carrier = namedtuple("Carrier", "code name days")


@dataclasses.dataclass(frozen=True)
class Region:
    code: str
    tax: float


class Pool:
    def __init__(self, name, size):
        self.name, self.size, self.used = name, size, 0
        self.waiting = []


@dataclasses.dataclass
class Queue:
    name: str
    weight: int
    items: list = dataclasses.field(default_factory=list)


CARRIER_ROWS = (("dhl", "Paket", 2), ("ups", "Standard", 3), ("gls", "GLS", 3))
TAXES = {"de": 0.19, "at": 0.2, "ch": 0.08}
POOL_ROWS = [("a", 1), ("b", 2)]
CARRIERS, REGIONS, CALLS = {}, {}, {}
POOLS = {}
FAST = []
QUEUES = []
for _code, _name, _days in CARRIER_ROWS:
    CARRIERS[_code] = Carrier(_code, _name, _days)
    if _days <= 2:
        FAST.append(_code)
del _code, _name, _days

for code, tax in TAXES.items():
    REGIONS[code] = Region(code, tax)
    CALLS[code] = functools.partial(max, tax)

for name, size in POOL_ROWS:
    POOLS[name] = Pool(name, size)
    if size < 10:
        QUEUES.append(Queue(name, size * 10))
