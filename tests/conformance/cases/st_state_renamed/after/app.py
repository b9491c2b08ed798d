import threading

_values = {}
_lock = threading.Lock()
_count = 0


def get(key):
    global _count
    with _lock:
        _count += 1
        return _values.setdefault(key, key * 3)
