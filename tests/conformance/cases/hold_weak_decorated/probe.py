"""Weak references, keys, values and members follow a function that becomes another object, and a class that does."""
import gc
import weakref

import app
from app import A, Base, kind, partial

FUNCTIONS = {"partial": partial, "kind": kind}
class Target: pass
target = Target()
refs = {n: weakref.ref(f) for n, f in FUNCTIONS.items()}
sets = {n: weakref.WeakSet([f]) for n, f in FUNCTIONS.items()}
keys = {n: weakref.WeakKeyDictionary({f: 1}) for n, f in FUNCTIONS.items()}
values = {n: weakref.WeakValueDictionary(f=f) for n, f in FUNCTIONS.items()}
callback = weakref.ref(target, partial)


def checks():
    gc.collect()
    def each(get): return all(get(n) is getattr(app, n) for n in FUNCTIONS)
    return {
        "reference": each(lambda n: refs[n]()),
        "set": each(lambda n: next(iter(sets[n]))),
        "key": all(keys[n].get(getattr(app, n)) == 1 and len(keys[n]) == 1 for n in FUNCTIONS),
        "value": each(lambda n: values[n].get("f")),
        "callback": callback.__callback__ is app.partial and partial() == "new",
        "classes": set(Base.known) == {A, app.B} and dict(Base.names) == {"A": A, "B": app.B} and A.n == 2,
    }
