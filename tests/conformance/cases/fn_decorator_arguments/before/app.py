"""The arguments of a decorator change, or what they are made of does."""
import functools

LIMIT = 3


def retried(times, key=None):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            return (times, key, function(*args))
        return wrapper
    return decorate


@retried(1)
def plain(x):
    return x


@retried(LIMIT)
def constant(x):
    return x


@retried(times=1, key="old")
def keyword(x):
    return x


class Client:
    @retried(times=LIMIT)
    def send(self):
        return 1
