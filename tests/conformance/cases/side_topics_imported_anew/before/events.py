import enum


class Created:
    pass


class Deleted:
    pass


class Level(enum.Enum):
    LOW = 1
    HIGH = 2


SUBSCRIBERS = {}
ALARMS = {}


def listen(kind):
    def add(f):
        SUBSCRIBERS.setdefault(kind, []).append(f)
        return f
    return add


def alarm(level):
    def add(f):
        ALARMS[level] = f
        return f
    return add


def publish(event):
    return [f(event) for kind in type(event).__mro__ for f in SUBSCRIBERS.get(kind, ())]
