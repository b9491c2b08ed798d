REG, LIMITS, ERRORS = {}, {}, []
RECORDS = []


class Taken(Exception):
    pass


class Slotted:
    __slots__ = ("rate", "used")

    def __init__(self, rate):
        self.rate = rate
        self.used = 0


def register(name, o):
    if name in REG:
        raise Taken(name)
    REG[name] = o


def configure(name, rate):
    if name in LIMITS:
        raise Taken(name)
    LIMITS[name] = Slotted(rate)


def record(name, f, prio=0):
    if any(n == name for n, _, _ in RECORDS):
        raise Taken(name)
    RECORDS.append((name, f, prio))


def a():
    return "a"


def b():
    return "b"


try:
    register("a", a)
    register("b", b)
    register("c", b)
except Taken as e:
    ERRORS.append(str(e))

if a and b:
    register("in a block", a)
    register("too", b)

register("number", 7)
register("options", {"size": 3, "name": "x"})
configure("login", rate=9)
record("dump", a, prio=8)
record("load", b, prio=5)
