import inspect
ROUTES = {}
JOBS = []


class Job:
    def __init__(self, f):
        self.f = f
        self.takes = list(inspect.signature(f).parameters)
        self.runs = 0

    def run(self, **given):
        self.runs += 1
        return self.f(**{name: given[name] for name in self.takes})


class Bus:
    def __init__(self):
        self.listeners = {}

    def on(self, name, f, prio=0):
        self.listeners.setdefault(name, []).append((prio, f.__code__.co_argcount, f))
        self.listeners[name].sort(key=lambda entry: entry[0])

    def emit(self, name, *args):
        return [f(*args[:count]) for _, count, f in self.listeners[name]]


bus = Bus()


def route(path, f):
    if path in ROUTES:
        raise ValueError(path + " is taken")
    ROUTES[path] = (f, tuple(inspect.signature(f).parameters))


def schedule(f):
    JOBS.append(Job(f))
