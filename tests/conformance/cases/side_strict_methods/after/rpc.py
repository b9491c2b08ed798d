"""Registries that refuse what they have: of functions, and of records in a list."""
import functools

TABLE = {}
COMMANDS = []


class Command:
    def __init__(self, name, f):
        self.name, self.f, self.calls = name, f, 0


def method(name):
    def register(f):
        if name in TABLE:
            raise ValueError("duplicate method %s" % name)
        TABLE[name] = f
        return f
    return register


def command(name):
    def register(f):
        if any(c.name == name for c in COMMANDS):
            raise KeyError("command %s exists" % name)

        @functools.wraps(f)
        def wrapper(*args):
            return name, f(*args)
        COMMANDS.append(Command(name, wrapper))
        return wrapper
    return register
