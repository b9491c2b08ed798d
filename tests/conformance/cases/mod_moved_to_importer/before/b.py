CACHE = {}
HITS = 0


def put(key):
    CACHE[key] = 1
    return len(CACHE)


def hit():
    global HITS
    HITS += 1
    return HITS
