import asyncio
import functools
import inspect


def counted(quiet=False):
    def decorate(f):
        if quiet:
            @functools.wraps(f)
            def inner(*args):
                return "quiet", f(*args)
        else:
            @functools.wraps(f)
            def inner(*args):
                return "loud", f(*args)
        return inner
    return decorate


def guarded(f):
    if inspect.iscoroutinefunction(f):
        @functools.wraps(f)
        async def inner(*args):
            return "guarded", await f(*args)
    else:
        @functools.wraps(f)
        def inner(*args):
            return "guarded", f(*args)
    return inner


def check(kind, limit):
    if kind == "max":
        def test(n):
            return n <= limit
    else:
        def test(n):
            return n >= limit
    return test


@counted(quiet=True)
def load(n):
    return n


@counted()
def save(n):
    return n


@guarded
async def fetch(n):
    return n


@guarded
def drop(n):
    return n


small = check("min", 10)
tiny = check("max", 3)
RULES = {"boxes": check("max", 5)}


class Api:
    @guarded
    async def get(self):
        return "get"

    @guarded
    def put(self):
        return "put"

    @guarded
    def head(self):
        return "head"
