from collections import ChainMap


class Column:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name
        owner.columns.append(name)
        owner.by_name[name] = self
        owner.ordered.append(self)


class Table:
    columns = []
    by_name = {}
    ordered = []
    id = Column(int)
    year = Column(int)

    def header(self):
        return ",".join(self.columns)


class Cache:
    def __init__(self, names):
        self.names, self.data = names, {}


class Settings:
    DEFAULTS = {"timeout": 20, "debug": False}
    NAMES = ["a", "b", "c"]
    current = ChainMap({}, DEFAULTS)
    cache = Cache(NAMES)
    upper = [name.upper() for name in NAMES]
