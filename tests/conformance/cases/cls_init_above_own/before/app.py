from base import Model


class Base:
    def __init__(self, name, **options):
        self.name = name
        self.options = options

    def save(self, x):
        return "base " + x


class Repo(Base):
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
