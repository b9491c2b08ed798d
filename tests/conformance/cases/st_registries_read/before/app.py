from collections import OrderedDict, defaultdict
from types import SimpleNamespace

from lib import events, on

ORDERED = OrderedDict()
GROUPS = defaultdict(list)
SPACE = SimpleNamespace(handlers={})
ITEMS = []


class Bus:
    known = []

    def __init__(self):
        self.handlers = {}

    def on(self, name, f):
        self.handlers[name] = f


class Command:
    registry = {}

    def __init_subclass__(cls):
        Command.registry[cls.__name__] = cls


bus = Bus()


def add(name, f):
    ORDERED[name] = f
    GROUPS[name[0]].append(f)
    SPACE.handlers[name] = f
    ITEMS.append(name)


def listing():
    return list(ITEMS)


@on("a")
def a():
    return "a"


class Start(Command):
    pass


bus.on("a", a)
add("a", a)

OF_AN_OBJECT = sorted(bus.handlers)
OF_A_CLASS = {n: c.__name__ for n, c in Command.registry.items()}
OF_A_SPACE = [n for n in SPACE.handlers]
OF_ORDERED = list(ORDERED.values())
COUNTS = {n: len(fs) for n, fs in GROUPS.items()}
BY_A_FUNCTION = listing()
OF_ANOTHER_MODULE = events()
TEXT = ", ".join(listing())
WIDTH = max(len(n) for n in bus.handlers)
