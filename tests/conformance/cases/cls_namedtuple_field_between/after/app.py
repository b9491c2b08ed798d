from typing import NamedTuple


class Quote(NamedTuple):
    symbol: str
    price: float
    currency: str = "EUR"
    size: int = 1
    venue: str = "x"

    def value(self):
        return self.currency, self.price * self.size


class Point(NamedTuple):
    x: int
    z: int = 0
