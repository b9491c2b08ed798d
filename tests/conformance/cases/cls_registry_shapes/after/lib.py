PAIRS = []
SITES = {}
def register(priority):
    def decorator(cls):
        PAIRS.append((priority, cls))
        return cls
    return decorator
def unique(key):
    def decorator(cls):
        if key in SITES: raise ValueError("already registered")
        SITES[key] = cls()
        return cls
    return decorator
