import enum
from dataclasses import dataclass, field


class Status(str, enum.Enum):
    NEW = "new"
    PAID = "paid"
    SENT = "sent"

    def can(self, other):
        return other in FLOW[self]


FLOW = {Status.NEW: {Status.PAID}, Status.PAID: {Status.SENT}, Status.SENT: set()}


@dataclass
class Order:
    id: int
    lines: list = field(default_factory=list)
    status: Status = Status.NEW

    def move(self, status):
        if not self.status.can(status):
            raise ValueError("%s -> %s" % (self.status.value, status.value))
        self.status = status
        return self

    @property
    def total(self):
        return sum(p * n for p, n in self.lines)
