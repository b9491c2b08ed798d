import functools
ALL = []
class Cache:
    def __init__(self, ttl):
        self.ttl = ttl
        self.data = {}
        ALL.append(self)
def cached(ttl):
    def decorate(func):
        store = Cache(ttl)
        @functools.wraps(func)
        def wrapper(*args):
            if args not in store.data: store.data[args] = func(*args)
            return store.data[args]
        wrapper.cache = store
        return wrapper
    return decorate
@cached(60)
def score(n): return len(n)
