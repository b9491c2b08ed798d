import weakref


class Field:
    def __init__(self, default):
        self.default = default
        self.values = weakref.WeakKeyDictionary()

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, o, owner):
        return self if o is None else self.values.get(o, self.default)

    def __set__(self, o, value):
        self.values[o] = value


class Option:
    def __init__(self, text):
        self.text = text

    def show(self):
        return "old " + self.text


class Model:
    def __init_subclass__(cls):
        cls.fields = {k: v for k, v in vars(cls).items() if isinstance(v, Field)}
        cls.options = [v for v in vars(cls).values() if isinstance(v, Option)]
        cls.properties = [v for v in vars(cls).values() if isinstance(v, property)]


class Book(Model):
    title = Field("none")
    pages = Field(1)
    wide = Option("wide")

    @property
    def size(self):
        return "old"

    def dump(self):
        return {name: field.__get__(self, Book) for name, field in self.fields.items()}
