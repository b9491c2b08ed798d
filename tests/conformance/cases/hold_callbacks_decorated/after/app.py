import functools
def _call(tag, *args): return tag
f = functools.partial(_call, "new")
@functools.lru_cache(maxsize=None)
def cached(*args): return "new"
