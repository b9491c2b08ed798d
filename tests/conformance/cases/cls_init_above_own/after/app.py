from base import Model


class Base:
    def __init__(self, name, **options):
        self.name = name
        self.options = options

    def save(self, x):
        return "base " + x


class Checked(Base):
    def __init__(self, *args, strict=True, **kw):
        super().__init__(*args, **kw)
        self.strict = strict
        self.seen = []

    def save(self, x):
        self.seen.append(x)
        return super().save(x) if self.strict else x


class Repo(Checked):
    pass


class Cached(Repo):
    def __init__(self, *args, **kw):
        super().__init__(*args, **kw)
        self.cache = {}


class Named(Repo):
    def __init__(self, name):
        Repo.__init__(self, name)


class User(Model):
    def __init__(self, name):
        super().__init__(name)
        self.mails = []


class Silent(Repo):
    def __init__(self):
        self.name = "silent"
