from dataclasses import dataclass


@dataclass
class Line:
    sku: str
    qty: int = 1

    def total(self):
        return self.qty * 2

    def add(self, n):
        self.qty += n
