class Client:
    def __init__(self, url):
        self.url = url
        self.prepare("c", level=5)

    def prepare(self, name, level=1, retries=3):
        self.name = name
        self.level = level
        self.retries = retries


class Base:
    def __init__(self):
        self.name = "n"
        self.setup()

    def setup(self):
        self.a = 1
        self.mode = "base"


class Sub(Base):
    def setup(self):
        self.a = 2
        self.mode = "sub"


class Further(Sub):
    def setup(self):
        super().setup()
        self.b = 3
        self.tags = []


class Single:
    only = None

    def __new__(cls):
        if cls.only is None:
            made = super().__new__(cls)
            made.hits = 0
            made.misses = 0
            cls.only = made
        return cls.only
