import dataclasses
import enum

from bus import on


class Moved:
    sku = 1


@dataclasses.dataclass
class Paid:
    amount: int = 0


class State(enum.Enum):
    NEW = 1


@on(Moved)
def first(event):
    return "first"
