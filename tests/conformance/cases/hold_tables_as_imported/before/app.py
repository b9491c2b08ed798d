from collections import OrderedDict

MESSAGES = {"welcome": "Welcome", "bye": "Bye", "old": "Old"}
LIMITS = {"upload": 10, "download": 20}
WEIGHTS = OrderedDict(low=1, high=5)
QUOTAS = {"free": {"rows": 10, "users": 1}, "paid": {"rows": 1000, "users": 50}}
ICONS = {"pdf": "doc-red", "txt": "doc"}


class Settings:
    timeout = 5
    table = {"a": 1, "b": 2}

    @classmethod
    def put(cls, key, value):
        cls.table[key] = value

    @classmethod
    def wait(cls, seconds):
        cls.timeout = seconds


def override(key, text):
    MESSAGES[key] = text


def limit(key, value):
    LIMITS[key] = value


def weigh(key, value):
    WEIGHTS[key] = value


def allow(plan, key, value):
    QUOTAS[plan][key] = value


def icon(kind, name):
    ICONS[kind] = name
