"""The wrappers that decorators made before get the parameters that they have now."""
import functools


def changed(function):
    @functools.wraps(function)
    def wrapper(x, times=3):
        return (function(x), times)
    return wrapper


def keyword(function):
    @functools.wraps(function)
    def wrapper(*args, log=None):
        return (function(*args), log)
    return wrapper


def shifted(function):
    @functools.wraps(function)
    def wrapper(x, verbose=False):
        return (function(x), verbose)
    return wrapper


def generator(function):
    @functools.wraps(function)
    def wrapper(x):
        return function(x)
    return wrapper


@changed
def send(x):
    return x


@keyword
def log(x):
    return x


@shifted
def fetch(x):
    return x


@generator
def rows(x):
    return x


class Client:
    @keyword
    def log(self):
        return 1
