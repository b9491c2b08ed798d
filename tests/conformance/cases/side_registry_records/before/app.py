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
    return "a"


@plugin("b", weight=2)
def second():
    return "b"


@plugin("c")
def third():
    return "c"


@plugin("d")
def before_the_change():
    return "d"


@every(5, "sweep")
def sweep():
    return "sweep"


class Step:
    order = []

    def __init_subclass__(cls):
        Step.order.append(cls.name)


class Load(Step):
    name = "load"


class Save(Step):
    name = "save"
