"""Loops, items, records and conditions that functions compute, of two modules: one does something else, one reads another value."""
import app
import util
from app import TABLE, use

box = app.Box()


def checks():
    return {
        "by a loop": app.TABLE == {"a": 2, "bb": 3} == TABLE,
        "a list": app.LIST == [3, 6],
        "two names": (app.LOW, app.HIGH) == (2, 3),
        "a condition": app.MODE == "big",
        "of another module": app.SCALED == 30,
        "by what keeps answers": app.CACHED == 13,
        "a named tuple": app.POINT == (2, 3),
        "a frozen dataclass": app.LIMIT.value == 4,
        "items": app.ITEMS == {"x": 3, "y": 2},
        "a sum": app.TOTAL == 5,
        "or": app.DEFAULT == 2,
        "defaults": use() == (9, 2),
        "in a class": box.sizes == [2, 3] and box.top == 3,
        "a record in a class": box.point == (2, 2),
    }
