"""Loops in a class body: over a list that has changed, up to a limit that has changed, making methods."""
from app import Limits, Readers

reader = Readers()
get_x = reader.get_x


def checks():
    return {
        "table": Limits.table == {"x": 5, "y": 5},
        "while": Limits.n == 5,
        "last of a list": (Limits.last, Limits.name) == ("c", "c"),
        "methods from a loop": reader.get_x() == get_x() == ("new", "x") and reader.get_z() == ("new", "z"),
        "comprehension": Readers.index == {"x": 0, "y": 1, "z": 2},
        "in place": Readers.total == 2,
        "loop variable is gone": not hasattr(Readers, "_name"),
    }
