import dataclasses
class Field:
    def __init__(self, default=0): self.default = default
class Meta(type):
    def __new__(cls, name, bases, namespace):
        fields = {}
        for base in reversed(bases):
            fields.update(getattr(base, "fields", {}))
        fields.update({name: value for name, value in namespace.items() if isinstance(value, Field)})
        return super().__new__(cls, name, bases, dict(namespace, fields=fields))
class Form(metaclass=Meta): pass
class Login(Form):
    user = Field("u")
    token = Field("t")
class Options:
    own = ()
    def __init_subclass__(cls):
        cls.all = tuple(name for base in reversed(cls.__mro__) for name in vars(base).get("own", ()))
class Server(Options):
    own = ("host",)
class Model:
    fields = {}
    def __init_subclass__(cls):
        cls.fields = {**cls.__mro__[1].fields, **cls.__dict__.get("__annotations__", {})}
class User(Model):
    id: int
    age: int = 5
@dataclasses.dataclass
class Point:
    x: int = 1
