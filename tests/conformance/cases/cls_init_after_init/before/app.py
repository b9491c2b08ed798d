from dataclasses import dataclass, field


@dataclass
class Order:
    id: int
    lines: list

    def total(self):
        return sum(self.lines)


class Parent:
    def __init__(self, a, b=2):
        self.a = a
        self.b = b


class Child(Parent):
    def __init__(self, a):
        super().__init__(a, b=7)
        self.c = 1
