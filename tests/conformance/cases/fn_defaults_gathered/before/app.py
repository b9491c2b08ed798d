import threading

LIMIT = 2
waiting = []


def remember(x, seen=[]):
    seen.append(x)
    return list(seen)


def memo(n, cache={}, *, lock=threading.Lock(), hits=[]):
    hits.append(n)
    return cache.setdefault(n, object()), len(hits), lock


def changed(n, times=1, seen=[]):
    seen.append(n)
    return times, list(seen)


class Store:
    def put(self, key, _all={}):
        _all[key] = LIMIT
        return dict(_all)


def enqueue(x):
    waiting.append(x)
    return len(waiting) > LIMIT
