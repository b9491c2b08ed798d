TYPES = {}


class Base:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        TYPES[cls.kind] = cls
