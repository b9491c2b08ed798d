"""What functions and methods do to the tables that the module begins with."""
import bisect
import enum


class Kind(enum.Enum):
    NEW = "new"
    PAID = "paid"


KEYS = {"a": 1, "b": 2, "c": 3}
BLOCKED = {"x", "y"}
HITS = {kind: 0 for kind in Kind}
LEVELS = [10, 30]
ROWS = {1: "admin"}
SLOTS = [{"code": "A", "stock": 5}, {"code": "B", "stock": 5}]
FEE = 2


class Shop:
    stock = {"bolt": 100, "nut": 50}

    def take(self, item, n):
        self.stock[item] -= n
        return "left %d" % self.stock[item]


class Repository:
    def __init__(self, rows):
        self.rows = rows

    def save(self, key, value):
        self.rows[key] = value


USERS = Repository(ROWS)


def revoke(key):
    return KEYS.pop(key, None)


def unblock(ip):
    BLOCKED.discard(ip)


def hit(kind):
    HITS[kind] += 1


def add_level(n):
    bisect.insort(LEVELS, n)


def find(code):
    for slot in SLOTS:
        if slot["code"] == code:
            return slot


def buy(code):
    slot = find(code)
    slot["stock"] -= 1
    return FEE
