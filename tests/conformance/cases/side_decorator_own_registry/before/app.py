"""Decorators and registries of the module itself: renamed, added, moved and removed entries."""
COMMANDS, HANDLERS = {}, {}


def command(function=None, *, name=None):
    def decorate(function):
        COMMANDS[name or function.__name__] = function
        return function
    return decorate(function) if function else decorate


def on(event):
    def decorate(function):
        HANDLERS.setdefault(event, []).append(function)
        return function
    return decorate


@command
def start():
    return "old"


@command
def hidden():
    return "hidden"


@on("start")
def started():
    return "started"


@on("stop")
def stopped():
    return "stopped"
