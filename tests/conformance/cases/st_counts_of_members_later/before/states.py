from enum import Enum


class State(Enum):
    NEW = "new"
    PAID = "paid"
