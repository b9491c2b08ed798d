import inspect
import operator
import typing
from datetime import timedelta
from enum import Enum
from functools import reduce
from itertools import product

Level = typing.Union[int, str, bytes]
LEVELS = typing.get_args(Level)
TTL = timedelta(hours=2)
MAX_AGE = int(TTL.total_seconds())
SIZES, COLORS = ["s", "m"], ["red", "blue"]
SKUS = ["-".join(p) for p in product(SIZES, COLORS)]
SETS = [{"a"}, {"b"}, {"c"}]
ALL = reduce(operator.or_, SETS)


class Color(Enum):
    RED = "red"
    BLUE = "blue"

    @classmethod
    def choices(cls):
        return [m.value for m in cls]


CHOICES = Color.choices()


def handle(a, b, c=0):
    return a


ARGUMENTS = len(inspect.signature(handle).parameters)
