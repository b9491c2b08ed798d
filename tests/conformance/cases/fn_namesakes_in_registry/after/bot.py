HANDLERS = {}


def command(*names):
    def decorate(fn):
        for n in names:
            HANDLERS[n] = fn
        return fn
    return decorate


def say(line):
    name, *args = line.split()
    return HANDLERS[name](*args) if name in HANDLERS else "?"
