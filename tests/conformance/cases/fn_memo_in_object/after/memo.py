import functools


def memoize(fn):
    cache = {}

    @functools.wraps(fn)
    def inner(*args):
        try:
            return cache[args]
        except KeyError:
            cache[args] = result = fn(*args)
            return result
    return inner


def memo_method(fn):
    name = "_memo_" + fn.__name__

    @functools.wraps(fn)
    def inner(self):
        if name not in self.__dict__:
            self.__dict__[name] = fn(self)
        return self.__dict__[name]
    return inner
