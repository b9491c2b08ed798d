"""A server that forks: collection is off, all that it holds is frozen, and what changes is re-pointed in it."""
import functools
import gc

import app
from app import Slots, made

box, pair, part = {"made": made, "plain": app.plain}, (made, (Slots,)), functools.partial(made)
old, numbers, kinds, listed = Slots(), [app.Number(n) for n in range(3)], {Slots: 1}, [[made], {Slots}]


class Holder:
    made = made


def default(f=made): return f


gc.collect()
gc.freeze()
gc.disable()
later = [made, Slots()]


def new(f): return isinstance(f, type) and f().v() == "two"


def checks():
    return {
        "a dict": new(box["made"]) and box["plain"]() == "two",
        "tuples": new(pair[0]) and pair[1][0] is app.Slots and hasattr(app.Slots, "b"),
        "within another": new(listed[0][0]) and app.Slots in listed[1] and kinds.get(app.Slots) == 1,
        "a partial": part().v() == "two" if isinstance(app.made, type) else False,
        "a class, a default": new(Holder.made) and new(default()),
        "names": made is app.made and Slots is app.Slots,
        "what came later": new(later[0]) and later[1].m() == "two" and isinstance(later[1], app.Slots),
        "an instance of the old layout": old.m() == "two" and isinstance(old, app.Slots),
        "instances that are not tracked": [n.m() for n in numbers] == ["two"] * 3,
        "it is as it was": not gc.isenabled() and gc.get_freeze_count() > 0,
    }
