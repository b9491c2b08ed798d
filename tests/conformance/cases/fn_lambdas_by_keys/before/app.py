import enum
from collections import OrderedDict
from types import MappingProxyType


class Kind(enum.Enum):
    RAW = 1
    BOILED = 2


class Egg:
    pass


class Ham:
    pass


BY_CLASS = {
    Egg: lambda x: "old egg",
    Ham: lambda x: "old ham",
}
BY_MEMBER = {Kind.RAW: lambda: "old raw", Kind.BOILED: lambda: "old boiled"}
ORDERED = OrderedDict([("a", lambda: "old a"), ("b", lambda: "old b")])
FIXED = MappingProxyType({"x": lambda: "old x", "y": lambda: "old y"})


class Menu:
    TABLE = {Egg: lambda: "old table", "plain": lambda: "old plain"}
