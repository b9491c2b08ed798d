import functools
class Same:
    @functools.singledispatchmethod
    def show(self, x): return "old any"
    @show.register
    def _(self, x: int): return "old int"
class More:
    @functools.singledispatchmethod
    def show(self, x): return "old any"
    @show.register
    def _(self, x: int): return "old int"
class Other:
    twice = functools.partialmethod(lambda self, n: ("old", n), 5)
    @functools.lru_cache(maxsize=None)
    def cached(self, n): return "old", n
    @classmethod
    @functools.lru_cache(maxsize=4)
    def of(cls): return "old", cls.__name__
