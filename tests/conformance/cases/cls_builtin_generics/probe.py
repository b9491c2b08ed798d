"""list[Item] and Item | None, where the version has them, of a class that another one takes the place of."""
import sys
import typing

import app
from app import Item

if sys.version_info >= (3, 9):
    items, nested, made = list[Item], dict[str, list[Item]], type[Item]
if sys.version_info >= (3, 10):
    either, deep = Item | None, int | list[Item] | None

    def f(x: Item | list[Item] | None): pass


def checks():
    new = app.Item
    result = {"new": new().m() == "two" and hasattr(new, "b") and Item is new}
    if sys.version_info >= (3, 9):
        result["generic"] = items.__args__ == (new,) and items == list[new] and items() == [] and made == type[new]
        result["within another"] = nested.__args__[1].__args__ == (new,) and nested == dict[str, list[new]]
    if sys.version_info >= (3, 10):
        result["union"] = either.__args__ == (new, type(None)) and either == new | None
        result["instances"] = isinstance(new(), either) and isinstance(None, either) and not isinstance(1, either)
        result["deep"] = deep.__args__[1] == list[new]
        result["hints"] = typing.get_type_hints(f)["x"] == new | list[new] | None
    return result
