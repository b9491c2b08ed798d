"""Decorators are gone: own ones, such of another module, one of two."""
import functools

import lib


def logged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("logged", function(*args))
    return wrapper


@logged
def own(
    x,
    y=1,
):
    return (x, y)


@lib.guarded
def foreign(x):
    return ("old", x)


@logged
@lib.guarded
def both(x):
    return x


@lib.Task
def task(x):
    return ("old", x)


class View:
    @lib.guarded
    def show(self):
        return "old"


@lib.guarded
def stays(x):
    return x
