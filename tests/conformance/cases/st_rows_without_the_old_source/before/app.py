"""Tables of objects, of values and of functions that others make."""
from dataclasses import dataclass
from types import MappingProxyType


class Channel:
    def __init__(self, name, limit=10):
        self.name, self.limit, self.sent = name, limit, []

    def send(self, text):
        self.sent.append(text)


@dataclass(frozen=True)
class Price:
    code: str
    cents: int


def at_least(number):
    def check(value):
        return value >= number
    return check


CHANNELS = [
    Channel("mail"),
    Channel("pager", 3),
]
POOL = {"a": Channel("pool a"), "b": Channel("pool b", 5)}
PAIR = (Channel("left"), Channel("right"))
PRICES = MappingProxyType({p.code: p for p in (Price("tea", 200), Price("cake", 350))})
CHECKS = {"age": at_least(18), "size": at_least(2)}
