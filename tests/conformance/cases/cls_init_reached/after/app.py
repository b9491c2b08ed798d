from dataclasses import dataclass
from enum import Enum


class State(Enum):
    IDLE = 1


REGISTRY = {}


class Item:
    all = []

    def __init__(self, name="a", db=None):
        self.name = name
        self.tries = 0
        self.all.append(self)
        REGISTRY[name] = self
        self.setup()
        self.cache, self.seen = {}, db
        self.left, self.right = 1, []
        self.state = State.IDLE
        self.made = name.upper()

    def setup(self):
        pass


@dataclass
class Conn:
    host: str

    def __post_init__(self):
        self.address = self.host
        self.log = []


@dataclass
class Tls(Conn):
    cert: str = ""


class Base:
    def __init__(self):
        self.n = 0


class Auth:
    def __init__(self):
        super().__init__()
        self.attempts = 0


class Stamped:
    def __init__(self):
        super().__init__()
        self.created = None


class Handler(Auth, Base):
    x = 1

    def attempt(self):
        self.attempts += 1
        return self.attempts


class User(Stamped, Base):
    def created_at(self):
        return self.created


class Apart(Auth, Base):
    def __init__(self):
        self.apart = True
