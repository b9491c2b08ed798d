import functools
from collections import OrderedDict


def lru(size):
    def decorate(f):
        kept = OrderedDict()

        @functools.wraps(f)
        def wrapper(*args):
            if args in kept:
                kept.move_to_end(args)
                return kept[args]
            kept[args] = value = f(*args)
            if len(kept) > size:
                kept.popitem(last=False)
            return value
        return wrapper
    return decorate


@lru(2)
def square(n):
    return n * n + 1
