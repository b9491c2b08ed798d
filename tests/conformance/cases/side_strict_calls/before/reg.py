import functools

JOBS, COLUMNS, PLUGINS, LAZY, LOG = {}, {}, {}, {}, []


def schedule(name, function, *args, **kwargs):
    if name in JOBS:
        raise ValueError("duplicate job " + name)
    JOBS[name] = functools.partial(function, *args, **kwargs)


def column(name, kind):
    if name in COLUMNS:
        raise KeyError("duplicate column " + name)
    COLUMNS[name] = kind


def plugin(name, class_):
    if name in PLUGINS:
        raise ValueError("already registered")
    PLUGINS[name] = class_


def lazily(name, function, tries):
    if name in LAZY:
        raise ValueError(name)
    LAZY[name] = lambda: (function(), tries)


class Counter:
    names = {}

    def __init__(self, name):
        if name in self.names:
            raise ValueError("duplicated timeseries " + name)
        self.names[name] = self
        self.value = 0
