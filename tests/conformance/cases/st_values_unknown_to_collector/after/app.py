from limits import RATE, TTL


class Session:
    def __init__(self, name):
        self.name = name
        self.ttl = TTL


def until(start, ttl=TTL, *, rate=RATE):
    return ttl, rate


TABLE = {"ttl": TTL, "size": 3}
ROWS = [("a", TTL), ("b", ("c", RATE))]
