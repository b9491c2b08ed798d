"""Attributes of one name become another kind: methods of each sort, properties with and without a setter, values."""
import app
from app import Below, C

c, below = C(), Below()
c.x = 5
class Mine(C):
    def to_class(self): return "mine", super().to_class()
mine = Mine()
held = C.gets_setter
def sets(o, name):
    try: setattr(o, name, 3)
    except AttributeError: return None
    return o.set


def checks():
    return {
        "class method": c.to_class() == C.to_class() == "C",
        "method": c.to_method(1) == ("new", 5),
        "static method": c.to_static() == C.to_static() == "new",
        "no longer a property": c.to_plain() == "new",
        "value": C.to_value == c.to_value == "new",
        "property": c.to_property == below.to_property == "new",
        "cached property": c.to_cached == "new" and c.__dict__.get("to_cached") == "new",
        "setter comes": (c.gets_setter, sets(c, "gets_setter")) == ("new", 3),
        "setter below": (below.gets_setter, sets(below, "gets_setter")) == ("new", ("below", 3)),
        "setter goes": (c.loses_setter, sets(c, "loses_setter")) == ("new", None),
        "held property": held.fget(c) == "new" and below.below == "below",
        "super()": mine.to_class() == ("mine", "Mine"),
    }
