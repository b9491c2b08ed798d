import functools


def guarded(function):
    @functools.wraps(function)
    def wrapper(*args):
        return ("guarded", function(*args))
    return wrapper


class Task:
    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return ("task", self.function(*args))
