import functools

import conf

TIMEOUT = 9
RATES = {"slow": 7}
URLS = {}


def url(path):
    return conf.PREFIX + path


def route(path):
    def decorate(function):
        URLS[url(path)] = function
        return function
    return decorate


def timed(function):
    limit = TIMEOUT

    @functools.wraps(function)
    def inner(*args):
        inner.calls += 1
        return limit, TIMEOUT, function(*args)
    inner.calls = 0
    return inner


def rated(kind):
    rate = RATES[kind]

    def decorate(function):
        function.rate = rate
        return function
    return decorate


def named(cls):
    cls.label = "%s %d" % (cls.__name__, TIMEOUT)
    return cls


@route("/a")
def first():
    return 1


@timed
def second():
    return 2


@rated("slow")
def third(x=4):
    return x


@named
class Job:
    pass
