"""A module that stores into itself by way of sys.modules."""
import sys

this = sys.modules[__name__]


def make(name):
    def get():
        return (name, "new")
    return get


for _name in ("a", "b", "c"):
    setattr(this, "get_" + _name, make(_name))
