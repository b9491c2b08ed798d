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


@limit(5)
def pay(user):
    return 1


def search(user):
    return 2


def listed():
    return 1


def counted():
    return 1


class Api:
    @limit(3)
    def get(self):
        return 1

    @classmethod
    def health(cls):
        return 1

    @roles("admin")
    def delete(self):
        return 1


class Store(abc.ABC):
    def read(self):
        return 1

    @property
    def url(self):
        return 1
