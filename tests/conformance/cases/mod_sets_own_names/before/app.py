"""A module that stores into itself by way of sys.modules."""
import sys

this = sys.modules[__name__]


def make(name):
    def get():
        return (name, "old")
    return get


for _name in ("a", "b"):
    setattr(this, "get_" + _name, make(_name))
