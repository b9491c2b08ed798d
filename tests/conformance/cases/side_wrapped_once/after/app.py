"""It puts itself around functions of a library."""
import functools

import lib


def traced(function, tag):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args) + [tag]
    return wrapper


def plainly(function, tag):
    def wrapper(*args):
        return function(*args) + [tag]
    return wrapper


lib.get = traced(lib.get, "new")
lib.Client.send = plainly(lib.Client.send, "new")
lib.put = functools.partial(lib.put, "new")
