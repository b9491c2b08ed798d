COMMANDS = {}


class Command:
    def __init__(self, name, func, aliases):
        self.name, self.func, self.aliases = name, func, aliases

    def __call__(self, *args):
        try:
            return self.func(*args)
        except TypeError:
            return "usage: " + self.name


def command(name, aliases=()):
    def decorate(func):
        for n in (name,) + tuple(aliases):
            if n in COMMANDS:
                raise RuntimeError("command %r is already registered" % n)
        c = Command(name, func, aliases)
        for n in (name,) + tuple(aliases):
            COMMANDS[n] = c
        return c
    return decorate


def run(line):
    name, *args = line.split()
    if name not in COMMANDS:
        return "unknown command: " + name
    return COMMANDS[name](*args)
