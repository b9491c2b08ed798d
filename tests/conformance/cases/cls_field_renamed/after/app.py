from dataclasses import dataclass


@dataclass
class Line:
    sku: str
    quantity: int = 1

    def total(self):
        return self.quantity * 2

    def add(self, n):
        self.quantity += n
