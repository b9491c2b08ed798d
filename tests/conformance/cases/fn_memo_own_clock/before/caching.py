import functools

class Clock:
    now = 100


def cached(ttl):
    def decorate(f):
        store = {}

        @functools.wraps(f)
        def wrapper(*args):
            hit = store.get(args)
            if hit and hit[0] > Clock.now:
                return hit[1]
            value = f(*args)
            store[args] = (Clock.now + ttl, value)
            return value
        return wrapper
    return decorate
