"""Decorators that are classes, as libraries have them: one with a dict, one with slots."""
import functools


class Memo:
    def __init__(self, f):
        self.f = f
        functools.update_wrapper(self, f)

    def __call__(self, *args):
        return "memo", self.f(*args)

    def __get__(self, o, owner):
        return self if o is None else functools.partial(self, o)


class Slotted:
    __slots__ = ("f",)

    def __init__(self, f):
        self.f = f

    def __call__(self, *args):
        return "slotted", self.f(*args)

    def __get__(self, o, owner):
        return self if o is None else functools.partial(self, o)


def plain(f):
    @functools.wraps(f)
    def inner(*args):
        return "plain", f(*args)
    return inner
