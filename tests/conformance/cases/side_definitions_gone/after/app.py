from bus import hub, job

COMMANDS = {}
CHECKS = []


def command(name):
    def add(f):
        COMMANDS[name] = f
        return f
    return add


def check(f):
    CHECKS.append(f)
    return f


class Exporter:
    kinds = {}

    def __init_subclass__(cls, kind):
        cls.kinds[kind] = cls


EXPORTS = {}


def export(f):
    EXPORTS[f.__name__] = f


@command("stay")
def stay():
    return "new"


@check
def checked():
    return True


class Csv(Exporter, kind="csv"):
    pass
