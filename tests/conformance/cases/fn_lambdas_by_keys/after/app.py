import enum
from collections import OrderedDict
from types import MappingProxyType


class Kind(enum.Enum):
    RAW = 1
    FRIED = 3
    BOILED = 2


class Egg:
    pass


class Ham:
    pass


BY_CLASS = {
    Ham: lambda x: "new ham",
    int: lambda x: "new int",
    Egg: lambda x: "new egg %s" % x,
}
BY_MEMBER = {Kind.RAW: lambda: "new raw", Kind.FRIED: lambda: "new fried", Kind.BOILED: lambda: "new boiled"}
ORDERED = OrderedDict([("a", lambda: "new a"), ("c", lambda: "new c"), ("b", lambda: "new b")])
FIXED = MappingProxyType({"y": lambda: "new y", "x": lambda: "new x"})


class Menu:
    TABLE = {"plain": lambda: "new plain", Egg: lambda: "new table", "more": lambda: "new more"}
