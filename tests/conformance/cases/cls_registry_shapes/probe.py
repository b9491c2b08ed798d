"""Registries of tuples, of lists below keys, of instances: everything is in them once, as its source says now."""
import lib
from app import A, B, C, First, Known, Listed, Lists, Plug, Second, Tuples

class Mine(Known): pass
plug = lib.SITES["plug"]


def checks():
    return {
        "tuples": sorted(Tuples.order, key=str) == sorted([(5, First), (1, Second)], key=str) and First.limit == 2,
        "list": Known.all == [C, Mine] and C.n == 2,
        "lists below keys": Lists.table == {"k": [A, B]} and A.n == 2,
        "pairs elsewhere": lib.PAIRS == [(1, Listed)] and Listed.n == 2,
        "instances": type(lib.SITES["plug"]) is Plug and (lib.SITES["plug"].size, lib.SITES["plug"].run()) == (2, "new"),
        "held instance": (plug.size, plug.run()) == (2, "new"),
    }
