class Manager:
    def __init__(self, model):
        self.model, self.rows = model, []

    def create(self, **kw):
        o = self.model()
        o.__dict__.update(kw)
        self.rows.append(o)
        return o


class Meta(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        if bases:
            cls.objects = Manager(cls)
            cls.pending = []
        return cls


class Base(metaclass=Meta):
    pass
