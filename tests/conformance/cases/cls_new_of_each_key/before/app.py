class Point:
    _cache = {}

    def __new__(cls, x, y):
        key = (x, y)
        if key not in cls._cache:
            o = object.__new__(cls)
            o.x, o.y = x, y
            cls._cache[key] = o
        return cls._cache[key]

    def __repr__(self):
        return "P(%d,%d)" % (self.x, self.y)
