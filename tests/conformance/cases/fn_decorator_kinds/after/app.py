"""A decorator becomes something else: a class, one with options, one that returns what it gets."""
import functools


class counted:
    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return ("counted", self.function(*args))


def timed(function=None, *, unit="s"):
    if function is None:
        return functools.partial(timed, unit=unit)

    @functools.wraps(function)
    def wrapper(*args):
        return (unit, function(*args))
    return wrapper


def checked(function):
    return function


@counted
def count(x):
    return x


@timed
def work(x):
    return x


class Service:
    @timed(unit="ms")
    def run(self):
        return 1

    @checked
    def check(self):
        return 2


@checked
def check(x):
    return x
