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


TASKS = {}


class Counted:
    def __init__(self, f, retries):
        self.f, self.retries = f, retries
        self.runs = 0
        self.seen = []

    def __call__(self, x):
        self.runs += 1
        self.seen.append(x)
        return self.f(x)


def counted(name, retries):
    return lambda f: TASKS.setdefault(name, Counted(f, retries))


@counted("sync", retries=5)
def sync(x):
    return "new", x
