"""A decorator becomes something else: a class, one with options, one that returns what it gets."""
import functools


def counted(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("plain", function(*args))
    return wrapper


def timed(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("timed", function(*args))
    return wrapper


def checked(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("checked", function(*args))
    return wrapper


@counted
def count(x):
    return x


@timed
def work(x):
    return x


class Service:
    @timed
    def run(self):
        return 1

    @checked
    def check(self):
        return 2


@checked
def check(x):
    return x
