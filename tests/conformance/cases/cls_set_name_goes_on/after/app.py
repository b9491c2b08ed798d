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
            raise TypeError("%s must be %s" % (self.name, self.kind.__name__))
        self.check(value)
        obj.__dict__[self.key] = value


    def __delete__(self, obj):
        obj.__dict__.pop(self.key, None)

    def check(self, value):
        pass


class Text(Field):
    def __init__(self, default="", longest=20):
        super().__init__(str, default)
        self.longest = longest

    def check(self, value):
        if len(value) > self.longest:
            raise ValueError(self.name)


class Number(Field):
    def __init__(self, default=0, low=0):
        super().__init__(int, default)
        self.low = low

    def check(self, value):
        if value < self.low:
            raise ValueError(self.name)


class Model:
    def __init__(self, **kw):
        for k, v in kw.items():
            setattr(self, k, v)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % (n, getattr(self, n)) for n in self.__fields__))


class Server(Model):
    host = Text("localhost")
    port = Number(443, low=1)
    weight = Number(1)


class Secure(Server):
    cert = Text()
