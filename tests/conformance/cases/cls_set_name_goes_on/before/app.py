class Field:
    order = []

    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        self.key = "_" + name
        owner.__fields__ = getattr(owner, "__fields__", ()) + (name,)

    def __get__(self, obj, cls=None):
        if obj is None:
            return self
        return obj.__dict__.get(self.key, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(self.name)
        obj.__dict__[self.key] = value


class Text(Field):
    def __init__(self, default=""):
        super().__init__(str, default)


class Model:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % (n, getattr(self, n)) for n in self.__fields__))


class Server(Model):
    host = Text("localhost")
    port = Field(int, 80)


class Secure(Server):
    cert = Text()
