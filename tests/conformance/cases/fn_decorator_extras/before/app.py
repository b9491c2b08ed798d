"""A decorator sets something besides the wrapper that it makes, or makes it under another name."""
import functools


def tagged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("tagged", function(*args))
    wrapper.tag = "old " + function.__name__
    return wrapper


def timed(function):
    @functools.wraps(function)
    def inner(*args):
        return ("timed", function(*args))
    return inner


@tagged
def show(x):
    return x


@timed
def work(x):
    return x


class Service:
    @tagged
    def show(self):
        return 1

    @timed
    def work(self):
        return 2
