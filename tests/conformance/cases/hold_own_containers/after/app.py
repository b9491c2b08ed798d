import functools
def _call(tag, *args): return tag
partial = functools.partial(_call, "new")
@functools.lru_cache(maxsize=None)
def cached(*args): return "new"
class kind(list):
    tag = "new"
