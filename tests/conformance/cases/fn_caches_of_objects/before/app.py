from functools import lru_cache


class Client:
    def __init__(self, name):
        self.name, self.sent = name, []


@lru_cache(maxsize=None)
def client(name):
    return Client(name)


class Clients:
    @staticmethod
    @lru_cache(None)
    def static(name):
        return Client(name)

    @classmethod
    @lru_cache(None)
    def of_class(cls, name):
        return Client(name)

    @lru_cache(None)
    def method(self, name):
        return Client(name)


@lru_cache(maxsize=None)
def answer():
    return label() + "!"


def label():
    return "v1"
