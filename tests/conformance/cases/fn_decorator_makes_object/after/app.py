from collections import namedtuple


class Task:
    def __init__(self, f, name):
        self.f, self.name = f, name

    def delay(self, *args):
        return self.f(*args)


Entry = namedtuple("Entry", "run name")


def task(name):
    return lambda f: Task(f, name)


def entry(f):
    return Entry(f, f.__name__)


@task("mail")
def send(x):
    return "new", x


@entry
def sweep(x): return "new", x


@property
def address(self):
    return "new", self


@classmethod
def made(cls):
    return "new", cls


def over(f):
    return map(f, [1, 2])


@over
def each(x):
    return "new", x
