class Meta(type):
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        cls._fields = None

    def __call__(cls):
        if cls._fields is None:
            cls._fields = [n for n in dir(cls) if n.startswith("f_")]
        return super().__call__()

    def __setattr__(cls, name, value):
        if name.startswith("f_"):
            type.__setattr__(cls, "_fields", None)
        type.__setattr__(cls, name, value)


class Form(metaclass=Meta):
    f_id = 1


class Order(Form):
    f_name = 1
