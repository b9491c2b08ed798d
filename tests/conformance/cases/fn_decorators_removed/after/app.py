"""Decorators are gone: own ones, such of another module, one of two."""
import functools

import lib


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("logged", function(*args))
    return wrapper


def own(
    x,
    y=1,
):
    return (x, y)


def foreign(x):
    return ("new", x)


@logged
def both(x):
    return x


def task(x):
    return ("new", x)


class View:
    def show(self):
        return "new"


@lib.guarded
def stays(x):
    return x
