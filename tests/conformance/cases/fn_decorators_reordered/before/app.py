"""The decorators of a function change places, one comes or goes between others."""
import functools


def a(function):
    @functools.wraps(function)
    def wrapper():
        return "a" + function()
    return wrapper


def b(function):
    @functools.wraps(function)
    def wrapper():
        return "b" + function()
    return wrapper


def tag(name):
    def decorate(function):
        @functools.wraps(function)
        def wrapper():
            return name + function()
        return wrapper
    return decorate


@a
@b
def swapped():
    return "!"


@a
@tag("c")
def inserted():
    return "!"


@a
@b
@tag("c")
def dropped():
    return "!"


@tag("x")
@tag("y")
def tags():
    return "!"
