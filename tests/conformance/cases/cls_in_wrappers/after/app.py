import functools
def singleton(cls):
    made = {}
    @functools.wraps(cls, updated=())
    def get(*args):
        if cls not in made:
            made[cls] = cls(*args)
        return made[cls]
    return get
def service(name):
    def wrap(cls):
        made = {}
        def get(key="default"):
            if key not in made:
                made[key] = cls()
            return made[key]
        get.__name__ = name
        return get
    return wrap
@singleton
class Config:
    timeout = 2
    def __init__(self): self.hits = 0
    def hit(self):
        self.hits += 1
        return "new", self.hits
    def more(self): return "more"
@service("database")
class Database:
    def __init__(self): self.connections = []
    def add(self): self.connections.append(1)
    def close(self): return "closed"
@functools.lru_cache(maxsize=None)
class Money:
    currency = "new"
    def __init__(self, n): self.n = n
    def show(self): return "new", self.n
    def more(self): return "more"
class Pool:
    size = 2
    def __init__(self): self.connections = []
    def close(self): return "closed"
@functools.lru_cache(maxsize=None)
def pool(): return Pool()
class Single:
    made = None
    level = 2
    def __new__(cls):
        if cls.made is None:
            cls.made = super().__new__(cls)
        return cls.made
    def more(self): return "more"
