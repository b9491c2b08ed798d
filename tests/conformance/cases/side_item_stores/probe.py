import app
import lib

lib.HOOKS["plugin"] = len


def checks():
    return {
        "item": {k: f() for k, f in lib.HOOKS.items() if f is not len} == {"renamed": "new", "b": "b"},
        "entry of a plugin": lib.HOOKS["plugin"] is len,
        "attribute": lib.holder.callback() == "b",
        "attribute of a class": lib.Holder.limit == 2,
    }
