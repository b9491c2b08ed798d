import threading

_cache = {}
_cache_lock = threading.Lock()
_asked = 0


def get(key):
    global _asked
    with _cache_lock:
        _asked += 1
        return _cache.setdefault(key, key * 2)
