import functools
def memoize(fn):
    kept = {}
    @functools.wraps(fn)
    def inner(*args):
        if args not in kept:
            kept[args] = fn(*args)
        return kept[args]
    return inner
