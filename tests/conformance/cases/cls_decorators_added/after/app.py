import functools
def strict(fn):
    @functools.wraps(fn)
    def inner(n):
        return isinstance(n, int) and fn(n)
    return inner
class Api:
    @staticmethod
    @functools.lru_cache(maxsize=None)
    def normalize(n):
        return [n]
    @staticmethod
    @strict
    def check(n):
        return n > 0
    def use(self, n):
        return self.normalize(n)
