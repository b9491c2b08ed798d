"""A base whose metaclass makes a table of the columns, and none twice."""

TABLES = {}


class Column:
    def __init__(self, kind, key=False):
        self.kind, self.key = kind, key


class Mapped:
    """What stands for a column on the class."""

    def __init__(self, column):
        self.column = column

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, o, owner):
        return self if o is None else o.__dict__.get(self.name)

    def __set__(self, o, value):
        o.__dict__[self.name] = value


class Meta(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if not bases:
            return
        table = namespace["__tablename__"]
        if table in TABLES:
            raise ValueError("table %r is already defined" % table)
        TABLES[table] = [key for key, value in namespace.items() if isinstance(value, Column)]
        for key, value in namespace.items():
            if isinstance(value, Column):
                mapped = Mapped(value)
                mapped.__set_name__(cls, key)
                setattr(cls, key, mapped)


class Base(metaclass=Meta):
    def save(self):
        return sorted(vars(self).items())
