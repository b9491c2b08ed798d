import functools
class Cfg:
    TABLE = {"a": 1}
    LIST = [1]
@functools.lru_cache(None)
def tbl(k): return Cfg.TABLE[k]
class Svc:
    RULES = {"a": 1}
    @functools.lru_cache(None)
    def get(self, k): return self.RULES[k]
