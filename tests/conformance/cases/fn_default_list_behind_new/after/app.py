def lookup(key, default=None, _cache={}, _stats=[0, 0]):
    if key in _cache:
        _stats[0] += 1
        return _cache[key]
    _stats[1] += 1
    _cache[key] = value = key.upper()
    return value


def hits():
    return lookup("zzz") and lookup.__defaults__[-1]
