class Point:
    _cache = {}

    def __new__(cls, x, y):
        key = (x, y)
        if key not in cls._cache:
            o = object.__new__(cls)
            o.x, o.y = x, y
            o.tag = "new"
            o.norm = abs(x) + abs(y)
            cls._cache[key] = o
        return cls._cache[key]

    def __repr__(self):
        return "Point(%d,%d,%s)" % (self.x, self.y, self.tag)
