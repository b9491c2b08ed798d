import functools

from reg import task

LISTED, COMMANDS, PERMS = [], {}, {}


def listed(f):
    LISTED.append(f)
    return f


def public(f):
    f.public = True
    return f


def command(name):
    def decorate(f):
        COMMANDS[name] = f
        return f
    return decorate


def perm(name):
    def decorate(f):
        PERMS[f.__name__] = name
        return f
    return decorate


def wrapped(f):
    @functools.wraps(f)
    def wrapper(*a):
        return "w", f(*a)
    return wrapper


@public
def beat():
    return "beat"


@listed
def tick():
    return "tick"


def tock():
    return "tock"


@command("list")
def show():
    return "show"


@public
def drop():
    return "drop"


@wrapped
def late():
    return "late"


@task
def kept():
    return "kept"
