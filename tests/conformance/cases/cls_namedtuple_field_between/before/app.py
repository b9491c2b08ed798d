from typing import NamedTuple


class Quote(NamedTuple):
    symbol: str
    price: float
    size: int = 1
    venue: str = "x"

    def value(self):
        return self.price * self.size


class Point(NamedTuple):
    x: int
    y: int = 0
    z: int = 0
