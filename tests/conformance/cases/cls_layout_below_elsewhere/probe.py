"""Classes of modules that are not named derive from ones that are laid out in another way."""
import pickle
import weakref

import app
import market
from market import Iceberg, Deep

of, reference = Iceberg.of, weakref.ref(market.ICE)


class Local(app.Quote):
    __slots__ = ("here",)

    def text(self):
        return "local " + super().text()


local = Local(3)
local.here = 1


def raises(f):
    try:
        f()
    except TypeError:
        return True
    return False


def checks():
    new, deep, mine = of(8), Deep(6, 2), Local(4)
    mine.here, mine.venue = 2, "Y"
    return {
        "new objects": (new.venue, new.at, new.hidden, new.rest, deep.venue, deep.hidden) == ("X", 7, 1, 7, "X", 2),
        "dropped": not hasattr(new, "old") and not hasattr(mine, "old"),
        "super": (new.text(), deep.deep(), mine.text()) == ("ice v2 8", "ice v2 6", "local v2 4"),
        "made before": (market.ICE.text(), market.DEEP.text(), local.text(), market.ICE.rest, local.here)
        == ("ice v2 9", "ice v2 5", "local v2 3", 5, 1),
        "instances": isinstance(market.DEEP, app.Quote) and isinstance(market.ICE, Iceberg) and isinstance(local, Local)
        and isinstance(new, app.Quote) and issubclass(Deep, app.Quote),
        "one class": market.Iceberg is Iceberg and Deep.__bases__ == (Iceberg,) and Iceberg.__bases__ == (app.Quote,)
        and market.BY_CLASS[type(new)] == "ice" and market.BY_CLASS[type(deep)] == "deep",
        "registered once": app.KINDS == [Iceberg, Deep, Local] and market.Named.told == ["limit"],
        "state": Iceberg.count >= 2 and Iceberg.limit == "limit" and Iceberg.__doc__ == "hides most of it",
        "dict": Deep(1, 1).__dict__ == {} and not hasattr(mine, "__dict__"),
        "weak": reference() is market.ICE and weakref.ref(new)() is new,
        "pickle": pickle.loads(pickle.dumps(deep)).hidden == 2,
        "generic": market.Item(4).size == 3 and market.ITEM.label() == "v2" and market.ITEM.what() == "item",
        "abstract": raises(lambda: market.Half(1)),
        "mixed": market.Mixed(2).who() == "v2" and market.MIXED.who() == "v2" and market.Mixed(3).kind == "plain"
        and isinstance(market.MIXED, app.Plain),
        "subclasses": sorted(c.__name__ for c in app.Quote.__subclasses__()) == ["Iceberg", "Local"],
    }
