from dataclasses import dataclass, field


@dataclass
class Order:
    id: int
    lines: list
    tax: float = 0.5
    tags: list = field(default_factory=list)

    def __post_init__(self):
        self.net = sum(self.lines)
        if self.tax:
            self.gross = self.net * (1 + self.tax)
        else:
            self.gross = self.net
        self.code = f"O-{self.id:03d}"

    def total(self):
        return self.gross


class Parent:
    def __init__(self, a, b=2, mode=None):
        self.a = a
        self.b = b
        if mode is None:
            mode = "fast" if b > 5 else "slow"
        self.mode = mode
        self.pair = (self.a, self.mode)


class Child(Parent):
    def __init__(self, a):
        super().__init__(a, b=7)
        self.c = 1
