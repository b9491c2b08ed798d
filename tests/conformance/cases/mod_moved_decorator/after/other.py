import functools


def guarded(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("new", function(*args))
    return wrapper
