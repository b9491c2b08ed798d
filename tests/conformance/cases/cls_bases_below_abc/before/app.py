from abc import ABC, abstractmethod
from typing import Generic, TypeVar

T = TypeVar("T")


class Store(ABC):
    @abstractmethod
    def get(self, key): ...


class MemoryStore(Store):
    def __init__(self):
        self.data = {}

    def get(self, key):
        return self.data.get(key)


class Service(ABC):
    def run(self):
        return "run"


class Mail(Service):
    def run(self):
        return "mail"


class Repo(Generic[T]):
    def find(self):
        return "find"


class Users(Repo[int]):
    def find(self):
        return "users"


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Labelled(Point):
    __slots__ = ("label",)


class Named(ABC):
    def label(self):
        return "named"


class Room(Named, Store):
    def get(self, key):
        return self.label()


class Failure(Exception):
    pass


class Lost(Failure):
    pass
