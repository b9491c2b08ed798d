import threading

LIMIT = 3
waiting = []


def remember(x, seen=[]):
    seen.append(x)
    return list(seen)


def memo(n, cache={}, *, lock=threading.Lock(), hits=[]):
    hits.append(n)
    return "new", cache.setdefault(n, object()), len(hits), lock


def changed(n, times=2, seen=[]):
    seen.append(n)
    return times, list(seen)


class Store:
    def put(self, key, _all={}):
        _all[key] = LIMIT * 10
        return dict(_all)


def enqueue(x):
    waiting.append(x)
    return len(waiting) > LIMIT
