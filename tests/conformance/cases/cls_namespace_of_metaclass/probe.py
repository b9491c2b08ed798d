"""A metaclass with a namespace of its own, in which names mean something else and methods of one name add up."""
from app import Area, Signs

signs, area = Signs(), Area()
of = area.of


def checks():
    return {
        "names": (Signs.a, Signs.b, Signs.c) == ("other", ["two", 1], "three"),
        "order": Signs.order == ["a", "b", "c", "show"],
        "methods": signs.show() == "new",
        "overloads": area.of(1) == of(1) == ("new circle", 1) and area.of(1, 2) == of(1, 2) == ("new rectangle", 1, 2),
    }
