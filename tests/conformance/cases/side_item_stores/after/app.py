"""Functions and values that are stored into objects of another module, under other names now."""
import lib


def a():
    return "new"


def b():
    return "b"


lib.HOOKS["renamed"] = a
lib.HOOKS["b"] = b
lib.holder.callback = b
lib.Holder.limit = 2
