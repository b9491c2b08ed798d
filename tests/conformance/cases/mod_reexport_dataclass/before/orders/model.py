import dataclasses
from dataclasses import dataclass, field
from typing import List

@dataclass
class Line:
    sku: str
    price: int
    quantity: int = 1

    def total(self):
        return self.price * self.quantity

@dataclass
class Order:
    id: int
    lines: List[Line] = field(default_factory=list)

    def total(self):
        return sum(line.total() for line in self.lines)
