class Field:
    def __init__(self, kind, required=False, default=None):
        self.kind, self.required, self.default = kind, required, default

    def __set_name__(self, owner, name):
        self.name = name
        owner.columns[name] = self.kind.__name__
        owner.defaults[name] = self.default
        owner.by_kind.setdefault(self.kind.__name__, set()).add(name)
        if self.required:
            owner.required.add(name)


class Positive:
    def __get__(self, o, owner=None):
        return self if o is None else o.__dict__.get("amount", 0)

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, o, value):
        if value < 0:
            raise ValueError(self.name + " is negative")
        o.__dict__["amount"] = value


class User:
    columns = {}
    defaults = {}
    by_kind = {}
    required = set()
    age = Field(float)
    mail = Field(str, required=True, default="some")
    name = Field(str)


class Account:
    amount = Positive()


class Plugin:
    def __init_subclass__(cls, needs=(), options=None, prefix="", **kw):
        super().__init_subclass__(**kw)
        cls.needs = list(needs)
        cls.options = dict(options or {})
        cls.commands = {prefix + name: f for name, f in vars(cls).items() if name.startswith("do_")}


class Mail(Plugin, options={"port": 26}, prefix="post."):
    def do_send(self):
        return "send"
