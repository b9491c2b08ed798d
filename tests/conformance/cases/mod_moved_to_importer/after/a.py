CACHE = {}


def put(key):
    CACHE[key] = 1
    return len(CACHE)
