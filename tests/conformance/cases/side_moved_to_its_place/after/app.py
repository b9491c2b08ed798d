BY_TOPIC = {}
SCHED = []


def on(topic):
    def deco(f):
        BY_TOPIC.setdefault(topic, []).append(f)
        return f
    return deco


def every(seconds):
    def deco(f):
        SCHED.append((seconds, f.__name__, f))
        return f
    return deco


@on("b")
def b1():
    return "b1"


@on("b")
def x():
    return "x"


@on("b")
def b3():
    return "b3"


@every(5)
def five():
    return 5


@every(15)
def ten():
    return 10


@every(20)
def twenty():
    return 20


class Bus:
    def __init__(self):
        self.subs = {}

    def subscribe(self, topic, prio=0):
        def deco(f):
            self.subs.setdefault(topic, []).append((prio, f))
            self.subs[topic].sort(key=lambda p: p[0])
            return f
        return deco


bus = Bus()


@bus.subscribe("a", 4)
def h1():
    return "h1"


@bus.subscribe("a", 2)
def h2():
    return "h2"


@bus.subscribe("a", 3)
def h3():
    return "h3"


HOOKS = {"start": [], "stop": []}


def hook(name, f):
    HOOKS[name].append(f)


def open_all():
    return "open"


def warm_up():
    return "warm"


def announce():
    return "announce"


hook("start", open_all)
hook("start", warm_up)
hook("start", announce)
