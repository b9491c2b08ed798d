"""A module that is of a class of its own."""
import sys
import types


class Module(types.ModuleType):
    @property
    def version(self):
        return 2

    def __call__(self, x):
        return x * 2

    def __setattr__(self, name, value):
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = Module


def f():
    return "new"
