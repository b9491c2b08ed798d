"""A decorator sets something besides the wrapper that it makes, or makes it under another name."""
import functools


def tagged(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("tagged", function(*args))
    wrapper.tag = "new " + function.__name__
    wrapper.public = True
    return wrapper


def timed(function):
    @functools.wraps(function)
    def with_time(*args):
        return ("timed", function(*args))
    return with_time


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
