import dataclasses
import enum

from bus import on


class Moved:
    sku = 2


@dataclasses.dataclass
class Paid:
    amount: int = 0

    def cents(self):
        return self.amount * 100


class State(enum.Enum):
    NEW = 1
    DONE = 2


@on(Moved)
def first(event):
    return "first"


@on(Moved)
@on(Paid)
@on(State.NEW)
def alert(event):
    return "alert"
