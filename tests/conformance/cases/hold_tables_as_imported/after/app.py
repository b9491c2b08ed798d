from collections import OrderedDict

MESSAGES = {"welcome": "Welcome", "bye": "Good bye"}
LIMITS = {"upload": 10, "download": 30}
WEIGHTS = OrderedDict(low=1, high=8)
QUOTAS = {"free": {"rows": 20, "users": 1}, "paid": {"rows": 5000, "users": 50}}
ICONS = {"pdf": "doc-blue", "txt": "doc"}


class Settings:
    timeout = 9
    table = {"a": 1, "b": 3}

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
