"""A base has other fields: so have all classes below it, in this module and others."""
import pickle

import app
import other
from app import KINDS, Leaf, Node, Rich

node, leaf, rich, far, below = Node("n"), Leaf("l"), Rich("r", x=1), other.Far("f"), app.BelowRenamed()
below.own = "own"


def checks():
    fresh = [kind("x") for kind in (*KINDS.values(), other.Far)]
    made = app.BelowRenamed()
    made.new = made.own = 3
    return {
        "held classes": Node is app.Node and Leaf is app.Leaf and Rich is app.Rich and KINDS["leaf"] is Leaf,
        "new instances": [x.color for x in fresh] == ["red"] * 4 and made.get() == (3, 2),
        "new methods": [x.label() for x in fresh] ==
                       ["NODE x", "leaf, NODE x", "rich leaf, NODE x", "FAR leaf, NODE x"],
        "old instances": [x.label() for x in (node, leaf, rich, far)] ==
                         ["NODE n", "leaf, NODE l", "rich leaf, NODE r", "FAR leaf, NODE f"],
        "old fields": (node.name, rich.x, below.get()) == ("n", 1, ("own", 2)),
        "isinstance": all(isinstance(x, Node) for x in (node, leaf, rich, far, *fresh)) and isinstance(rich, Leaf)
                      and not isinstance(node, Leaf),
        "mro": Rich.__mro__ == (Rich, Leaf, Node, object) and other.Far.__mro__[1:3] == (Leaf, Node),
        "subclasses": Node.__subclasses__() == [Leaf] and set(Leaf.__subclasses__()) == {Rich, other.Far},
        "pickle": type(pickle.loads(pickle.dumps(fresh[0], 2))) is Node,
    }
