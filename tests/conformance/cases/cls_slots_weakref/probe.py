"""Slots with __weakref__ among them: in a class attribute that is new, below other slots, computed from a list."""
import copy
import weakref

import app
from app import Computed, Holder, Leaf, Middle

holder, leaf, middle, computed = Holder(), Leaf(), Middle(), Computed()
leaf.a, leaf.z, middle.a, computed.a = 2, 1, 3, 4
reference, table, members, show = weakref.ref(leaf), {leaf: "leaf"}, weakref.WeakSet([leaf]), leaf.show


def checks():
    new, wide = Leaf(), Computed()
    new.a, new.z, new.y, wide.c = 0, 1, 5, 6
    return {
        "new attribute": holder.show() == 3 and type(holder.second) is app.Fixed,
        "its methods": holder.second.more() == holder.first.more() == "more",
        "computed": (wide.c, computed.a, Computed.__slots__) == (6, 4, ("a", "b", "c")),
        "old object": leaf.show() == show() == ("new", "new", 2) and isinstance(leaf, app.Leaf),
        "base of it": middle.show() == ("new", 3) and isinstance(leaf, Middle),
        "new object": new.y == 5 and new.show() == ("new", "new", 0),
        "weak references": reference() is leaf and leaf in members,
        "as keys": table[leaf] == table[new] == "leaf",
        "copies": copy.copy(leaf).z == 1,
    }
