"""Classes that cannot be derived from, set, made twice or compared; and objects that lie about their class."""
import app
from app import Final, Frozen, Once, Pretends, Sealed, Touchy, Unique

final, sealed, frozen, once, touchy, pretends = Final(), Sealed(), Frozen(), Once(), Touchy(), Pretends()


def checks():
    return {
        "final": final.show() == "new",
        "sealed": (sealed.show(), sealed.n) == ("new", 2),
        "immutable": (frozen.show(), frozen.n, frozen.fresh()) == ("new", 2, 3) and not hasattr(frozen, "gone"),
        "made once": (once.show(), once.n) == ("new", 2) and Unique.names == {"Once": Once} and app.Once is Once,
        "touchy": (touchy.show(), touchy.n) == ("new", 2) and app.Touchy is Touchy,
        "pretends": pretends.show() == "new" and type(pretends) is app.Pretends,
    }
