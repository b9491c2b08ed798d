def singleton(cls):
    cls._instance = cls()
    return cls


def captured(cls):
    instance = cls()
    cls.instance = staticmethod(lambda: instance)
    return cls


@singleton
class Config:
    limit = 1

    def __init__(self):
        self.values = {}


@captured
class Settings:
    def __init__(self):
        self.values = {}


class Plugin:
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.it = cls()

    def __init__(self):
        self.seen = []


class One(Plugin):
    def go(self):
        return 1
