import functools


def cached(*names):
    def decorate(cls):
        for name in names:
            setattr(cls, name, functools.lru_cache(None)(cls.__dict__[name]))
        return cls
    return decorate


def exposed(*names):
    def decorate(cls):
        cls.routes = {name: cls.__dict__[name] for name in names}
        return cls
    return decorate


@exposed("outline")
@cached("outline")
class Shape:
    def __init__(self, w, h):
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h

    def outline(self):
        return 2 * (self.w + self.h)
