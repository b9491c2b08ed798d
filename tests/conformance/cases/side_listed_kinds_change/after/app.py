import functools


@functools.lru_cache(maxsize=None)
def start(a):
    return a + 1


stop = lambda a: a + 2


class pause:
    def __new__(cls, a):
        return a + 3


HOOKS = []
HOOKS.append(start)
PAIRS = []
PAIRS += [("stop", stop)]
TABLE = {}
TABLE["pause"] = pause
