from collections import defaultdict, deque

PLUGINS, ORDER, BY_GROUP, NAMES, RECENT = [], [], defaultdict(dict), set(), deque()
JOBS = {}


def plugin(name, group="main", weight=1):
    def add(f):
        PLUGINS.append({"name": name, "run": f, "weight": weight})
        ORDER.append((weight, name))
        ORDER.sort()
        BY_GROUP[group][name] = f
        NAMES.add(name)
        RECENT.append(name)
        return f
    return add


def every(seconds, name):
    def add(f):
        JOBS[name] = {"seconds": seconds, "run": f}
        return f
    return add


@plugin("a")
def first():
    return "new a"


@plugin("b", weight=7)
def second():
    return "new b"


@plugin("cc", "extra")
def third():
    return "new c"


@plugin("d")
def after_it():
    return "new d"


@every(9, "clean")
def sweep():
    return "sweep"


class Step:
    order = []

    def __init_subclass__(cls):
        Step.order.append(cls.name)


class Load(Step):
    name = "load"


class Save(Step):
    name = "store"
