"""Functions and values that are stored into objects of another module, under other names now."""
import lib


def a():
    return "old"


lib.HOOKS["a"] = a
lib.holder.callback = a
lib.Holder.limit = 1
