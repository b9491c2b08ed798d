from dataclasses import dataclass


class Item:
    all = []

    def __init__(self, name="a", db=None):
        self.name = name
        self.all.append(self)
        self.setup()

    def setup(self):
        pass


@dataclass
class Conn:
    host: str

    def __post_init__(self):
        self.address = self.host


@dataclass
class Tls(Conn):
    cert: str = ""


class Base:
    def __init__(self):
        self.n = 0


class Stamped:
    pass


class Handler(Base):
    x = 1


class User(Stamped, Base):
    def created_at(self):
        return None


class Apart(Base):
    def __init__(self):
        self.apart = True
