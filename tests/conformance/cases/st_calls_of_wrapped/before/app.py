import functools


def doubled(f):
    @functools.wraps(f)
    def wrapper(*a):
        return f(*a)
    return wrapper


def plain(f):
    def wrapper(*a):
        return f(*a)
    return wrapper


def times(n):
    def deco(f):
        def call(*a):
            return f(*a) * n
        return call
    return deco


def counted(f):
    n = 0
    def wrapper(*a):
        nonlocal n
        n += 1
        return f(*a), n
    return wrapper


def remembering(f):
    memo = {}
    def wrapper(a):
        if a not in memo:
            memo[a] = f(a)
        return memo[a]
    return wrapper


def make(factor):
    def scale(x):
        return x * factor
    return scale


@doubled
def limit():
    return 10


@plain
def most():
    return 10


@plain
@doubled
def both():
    return 10


@times(3)
def three():
    return 1


@times(3)
def base():
    return 1


@counted
def hits():
    return 1


@remembering
def square(x):
    return x * x


double = make(2)
SIZE = limit()
MOST = most()
BOTH = both()
THREE = three()
BASE = base()
DOUBLE = double(4)
