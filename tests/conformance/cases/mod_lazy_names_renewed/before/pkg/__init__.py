import importlib

_LAZY = {"render": "old_impl", "parse": "parse_impl"}


def __getattr__(name):
    if name in _LAZY:
        mod = importlib.import_module("." + _LAZY[name], __name__)
        value = globals()[name] = getattr(mod, name)
        return value
    raise AttributeError(name)


def __dir__():
    return sorted(_LAZY)
