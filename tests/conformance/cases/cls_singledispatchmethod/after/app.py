import functools
class Same:
    @functools.singledispatchmethod
    def show(self, x): return "new any"
    @show.register
    def _(self, x: int): return "new int"
class More:
    @functools.singledispatchmethod
    def show(self, x): return "new any"
    @show.register
    def _(self, x: int): return "new int"
    @show.register
    def _(self, x: str): return "new str"
class Other:
    twice = functools.partialmethod(lambda self, n: ("new", n), 6)
    @functools.lru_cache(maxsize=None)
    def cached(self, n): return "new", n
    @classmethod
    @functools.lru_cache(maxsize=4)
    def of(cls): return "new", cls.__name__
