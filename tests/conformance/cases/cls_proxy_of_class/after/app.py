class LazyObject:
    def __init__(self, factory):
        self._factory = factory
    @property
    def __class__(self):
        return self._factory
    def __getattr__(self, name):
        return getattr(self._factory(), name)
class Settings:
    debug = True
settings = LazyObject(Settings)
