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


@task
@public
def beat():
    return "beat"


@task
def tick():
    return "tick"


@task
@listed
def tock():
    return "tock"


@command("list")
@command("ls")
def show():
    return "show"


@perm("admin")
@public
def drop():
    return "drop"


@task
@wrapped
def late():
    return "late"


@task
def kept():
    return "kept"
