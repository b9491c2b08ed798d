import inspect
import operator
import typing
from datetime import timedelta
from enum import Enum
from functools import reduce
from itertools import product

Level = typing.Union[int, str]
LEVELS = typing.get_args(Level)
TTL = timedelta(hours=1)
MAX_AGE = int(TTL.total_seconds())
SIZES, COLORS = ["s", "m"], ["red"]
SKUS = ["-".join(p) for p in product(SIZES, COLORS)]
SETS = [{"a"}, {"b"}]
ALL = reduce(operator.or_, SETS)


class Color(Enum):
    RED = "red"

    @classmethod
    def choices(cls):
        return [m.value for m in cls]


CHOICES = Color.choices()


def handle(a, b):
    return a


ARGUMENTS = len(inspect.signature(handle).parameters)
