HANDLERS = []
COMMANDS = {}


def on(f):
    HANDLERS.append(f)
    return f


def command(name):
    def decorate(f):
        COMMANDS[name] = f
        return f
    return decorate


@on
@command("a")
def a():
    return "a"


BY_NAME = {f.__name__: f for f in HANDLERS}
NAMES = sorted(BY_NAME)
PIPE = tuple(HANDLERS)
HELP = ", ".join(sorted(COMMANDS))
COUNT = len(COMMANDS)
