import functools, time
RATE = 2


def memoize(f):
    cache = {}

    @functools.wraps(f)
    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    return wrapper


def ttl(seconds):

    def deco(f):
        kept = {}
        @functools.wraps(f)
        def inner(x):
            hit = kept.get(x)
            if hit and time.time() - hit[0] < seconds:
                return hit[1]
            value = f(x)
            kept[x] = (time.time(), value)
            return value
        return inner
    return deco


def counted(f):
    calls = {}

    @functools.wraps(f)
    def wrapper(*args):
        calls[args] = calls.get(args, 0) + 1
        wrapper.calls = calls
        return f(*args)
    return wrapper


@memoize
def price(n): return n * RATE


@ttl(600)
def slow(n): return n + 1


@memoize
def same(n): return [n]


@counted
def noted(n): return n


class Memo:
    def __init__(self, fn):
        self.fn = fn
        self.cache = {}

    def __call__(self, *args):
        if args not in self.cache:
            self.cache[args] = self.fn(*args)
        return self.cache[args]


@Memo
def area(n): return n * 5


@Memo
def half(n): return n / 2
