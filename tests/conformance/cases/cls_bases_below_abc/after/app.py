from abc import ABC, abstractmethod
from typing import Generic, TypeVar

T = TypeVar("T")


class Closing:
    def close(self):
        return "closed"


class Store(Closing, ABC):
    @abstractmethod
    def get(self, key): ...


class MemoryStore(Store):
    def __init__(self):
        self.data = {}

    def get(self, key):
        return self.data.get(key)


class Logged:
    def run(self):
        return "logged"


class Service(Logged, ABC):
    pass


class Mail(Service):
    def run(self):
        return "mail " + super().run()


class Base(ABC):
    def name(self):
        return type(self).__name__


class Repo(Base, Generic[T]):
    def find(self):
        return "find"


class Users(Repo[int]):
    def find(self):
        return "users " + super().find() + self.name()


class Shown:
    __slots__ = ()

    def show(self):
        return "%d/%d" % (self.x, self.y)


class Point(Shown):
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Labelled(Point):
    __slots__ = ("label",)


class Room(Store):
    def get(self, key):
        return "room"


class Coded:
    code = 500


class Failure(Coded, Exception):
    pass


class Lost(Failure):
    code = 404
