"""A function becomes a partial, gets a cache, becomes a class: in every container, and in those of one's own kind."""
import collections
import dataclasses
import queue
import types
import typing

import app

class List(list): pass
class Tuple(tuple): pass
class Set(set): pass
class Dict(dict): __slots__ = ("f",)
class Default(collections.defaultdict): pass
class Int(int): pass
class Str(str): pass
class Pair(typing.NamedTuple):
    f: object
    n: int = 1
Row = collections.namedtuple("Row", "f")
class Slots:
    __slots__ = ("f", "__weakref__")
@dataclasses.dataclass(frozen=True)
class Frozen:
    f: object
    all: tuple
class Holder:
    def __init__(self, f):
        self.list, self.tuple, self.set, self.big = List([f]), Tuple([1, f]), Set([f]), Set(range(30))
        self.big.add(f)
        self.pair, self.row, self.frozen = Pair(f), Row(f), Frozen(f, (f,))
        self.default, self.own_default = collections.defaultdict(f), Default(f)
        self.attributes = List(), Dict(), Int(1), Str("a"), Slots(), types.SimpleNamespace()
        for o in self.attributes:
            o.f = f
        self.deque, self.queue = collections.deque([f, 1]), queue.Queue()
        self.queue.put(f)
        self.user, self.chain = collections.UserList([f]), collections.ChainMap({"f": f})
        self.mapping, self.ordered = types.MappingProxyType({"f": f}), collections.OrderedDict(f=f)
holders = {name: Holder(getattr(app, name)) for name in ("partial", "cached", "kind")}
class Own:
    plain, static = app.partial, staticmethod(app.cached)


def checks():
    def each(get): return all(get(h) is getattr(app, name) for name, h in holders.items())
    return {
        "new": app.partial() == app.cached() == "new" and app.kind().tag == "new",
        "list": each(lambda h: h.list[0]) and each(lambda h: h.user[0]),
        "tuple": each(lambda h: h.tuple[1]),
        "sets": each(lambda h: next(iter(h.set))) and all(getattr(app, n) in h.big for n, h in holders.items()),
        "named tuples": each(lambda h: h.pair.f) and each(lambda h: h.row.f),
        "defaultdict": (holders["partial"].default[1], holders["cached"].default[1]) == ("new", "new"),
        "its subclass": holders["partial"].own_default[1] == "new" and holders["kind"].own_default[1].tag == "new",
        "attributes": all(each(lambda h: h.attributes[i].f) for i in range(6)),
        "deque and queues": each(lambda h: h.deque[0]) and each(lambda h: h.queue.queue[0]),
        "mappings": all(each(lambda h: getattr(h, n)["f"]) for n in ("chain", "mapping", "ordered")),
        "data class": each(lambda h: h.frozen.f) and each(lambda h: h.frozen.all[0]),
        "class": Own.plain() == Own().static() == "new",
    }
