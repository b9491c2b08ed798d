import functools

LIMIT = 1


def required(fn):
    @functools.wraps(fn)
    def wrapper(user):
        if user is None:
            return "no"
        return fn(user)
    return wrapper


def limited(fn):
    def wrapper(n):
        return fn(min(n, LIMIT))
    return wrapper


def scaled(n):
    def add(x):
        return x + n
    return add
