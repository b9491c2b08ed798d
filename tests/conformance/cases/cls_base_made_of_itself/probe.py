"""A name that a call of a later line binds to what it makes of the class: classes below it stay below that."""
import registry
from app import Base, Item

item = Item("a")


def checks():
    return {
        "method": item.label() == "new a" and Item("b").label() == "new b",
        "base": isinstance(item, Base) and item.kind() == "base" and Base.__name__ == "Declarative",
        "made once": len(registry.made) == 1,
    }
