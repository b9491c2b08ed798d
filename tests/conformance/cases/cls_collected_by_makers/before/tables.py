class Column:
    def __init__(self, title):
        self.title = title
        self.used = 0


class Collecting(type):
    def __new__(mcs, name, bases, body):
        own = {key: body.pop(key) for key, value in list(body.items()) if isinstance(value, Column)}
        cls = super().__new__(mcs, name, bases, body)
        cls.columns = {}
        for base in reversed(cls.__mro__[1:]):
            cls.columns.update(getattr(base, "columns", {}))
        cls.columns.update(own)
        cls.titles = [c.title for c in cls.columns.values()]
        cls.names = tuple(cls.columns)
        return cls


class Table(metaclass=Collecting):
    def __init__(self):
        self.shown = dict(self.columns)

    def header(self):
        return [c.title for c in self.shown.values()]


class Options:
    def __init__(self, meta):
        self.per_page = getattr(meta, "per_page", 20)
        self.ordering = getattr(meta, "ordering", "")
        self.asked = 0


class Admin:
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        cls.options = Options(getattr(cls, "Meta", None))
