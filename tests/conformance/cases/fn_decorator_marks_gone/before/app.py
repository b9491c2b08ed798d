import abc

import web
from web import Tag, limit

roles_seen = []


def roles(*names):
    def mark(function):
        function.roles = names
        return function
    return mark


def note(function):
    function.calls = getattr(function, "calls", 0) + 1


@web.exempt
@limit(5)
def pay(user):
    return 1


@web.exempt
def search(user):
    return 1


@Tag("a")
@roles("guest")
def listed():
    return 1


def counted():
    return 1


class Api:
    @roles("guest")
    @limit(3)
    def get(self):
        return 1

    @classmethod
    @web.exempt
    def health(cls):
        return 1

    @roles("admin")
    def delete(self):
        return 1


class Store(abc.ABC):
    @abc.abstractmethod
    def read(self):
        return 1

    @property
    @abc.abstractmethod
    def url(self):
        return 1
