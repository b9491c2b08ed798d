import importlib

import conf


class Config(dict):
    def from_object(self, source):
        source = importlib.import_module(source) if isinstance(source, str) else source
        for name in dir(source):
            if name.isupper():
                self[name] = getattr(source, name)

    def from_pyfile(self, path):
        module = type(importlib)("config")
        with open(path) as f:
            exec(f.read(), module.__dict__)
        self.from_object(module)


class Settings:
    def __init__(self, module):
        for name in dir(module):
            if name.isupper():
                setattr(self, name, getattr(module, name))


class Lazy:
    """Keeps what it was asked for."""

    def __init__(self):
        self._wrapped = Settings(conf)

    def __getattr__(self, name):
        value = getattr(self._wrapped, name)
        self.__dict__[name] = value
        return value


config = Config()
config.from_object("conf")
limits = Config()
limits.from_object(conf.Production)
settings = Lazy()


def make():
    inner = Config(SECRET=1)
    inner.from_object(conf)
    inner["DEBUG"] = "overridden"
    return inner
