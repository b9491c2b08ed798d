import dataclasses
from dataclasses import dataclass, field
from typing import List

@dataclass
class Line:
    sku: str
    price: int
    quantity: int = 1
    discount: int = 0

    def total(self):
        return self.price * self.quantity - self.discount

@dataclass
class Order:
    id: int
    lines: List[Line] = field(default_factory=list)
    currency: str = "EUR"
    tags: list = field(default_factory=list, compare=False)

    def __post_init__(self):
        self.currency = self.currency.upper()

    def total(self):
        return sum(line.total() for line in self.lines)
