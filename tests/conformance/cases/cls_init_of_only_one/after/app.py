class Pool:
    _inst = None
    MAX = 5

    def __init__(self, size=None):
        self.items = []
        self.size = size or self.MAX
        self.stats = dict(added=0, max=self.size)

    @classmethod
    def instance(cls):
        if cls._inst is None:
            cls._inst = cls()
        return cls._inst

    def add(self, x):
        self.items.append(x); self.stats["added"] += 1
        return len(self.items) <= self.size
