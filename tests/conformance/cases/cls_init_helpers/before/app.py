class Client:
    def __init__(self, url):
        self.url = url


class Base:
    def __init__(self):
        self.name = "n"
        self.setup()

    def setup(self):
        self.a = 1


class Sub(Base):
    def setup(self):
        self.a = 2


class Further(Sub):
    def setup(self):
        super().setup()
        self.b = 3


class Single:
    only = None

    def __new__(cls):
        if cls.only is None:
            made = super().__new__(cls)
            made.hits = 0
            cls.only = made
        return cls.only
