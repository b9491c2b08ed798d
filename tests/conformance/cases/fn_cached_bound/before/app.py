import functools


def load(prefix, key):
    return "load 1 " + prefix + key


class Config:
    def __init__(self):
        self.get = functools.lru_cache(self.read)

    def read(self, key):
        return "read 1 " + key


by_prefix = functools.lru_cache(maxsize=None)(functools.partial(load, "p"))
