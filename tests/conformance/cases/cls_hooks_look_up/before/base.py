import importlib
import sys

KNOWN = {}


class Meta(type):
    def __new__(mcs, name, bases, namespace):
        module = sys.modules[namespace["__module__"]]
        cls = super().__new__(mcs, name, bases, namespace)
        cls.table = getattr(module, "PREFIX", "") + name.lower()
        if bases:
            KNOWN[cls.table] = cls
        return cls


class Model(metaclass=Meta):
    pass


class Job:
    def __init_subclass__(cls):
        cls.every = importlib.import_module(cls.__module__).SECONDS
