import functools

COMMANDS = {}


class Command:
    def __init__(self, callback):
        self.callback = callback
        self.help = callback.__doc__
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return self.callback()


def command(f):
    COMMANDS[f.__name__] = made = Command(f)
    return made


@command
def remove():
    """Removes it for good."""
    return "removed"


@functools.lru_cache()
def settings(name: bytes = "a") -> bytes:
    """Of a, or of another one."""
    return name
