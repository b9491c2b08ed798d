class LazyObject:
    def __init__(self, factory):
        self._factory = factory
    def __getattr__(self, name):
        return getattr(self._factory(), name)
class Settings:
    debug = False
settings = LazyObject(Settings)
