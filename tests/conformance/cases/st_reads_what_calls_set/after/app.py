class Config:
    table = {}

    @classmethod
    def put(cls, key, value):
        cls.table[key] = value


setattr(Config, "pool", 3)
POOL = Config.pool
Config.put("a", 1)
A = Config.table["a"]


def f():
    return "new"
