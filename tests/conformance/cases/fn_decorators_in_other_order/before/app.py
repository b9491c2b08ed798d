import functools
def counted(fn):
    stats = {"calls": 0}
    @functools.wraps(fn)
    def inner(*a):
        stats["calls"] += 1
        return fn(*a)
    inner.stats = stats
    return inner
def validated(fn):
    @functools.wraps(fn)
    def inner(n):
        if n < 0:
            return "bad"
        return fn(n)
    return inner
@validated
@counted
def pay(n):
    return "paid %d" % n
