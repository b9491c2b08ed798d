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
    return "old"


@command("gone")
@check
def gone():
    return "gone"


@check
def checked():
    return True


@hub.on("start")
@hub.on("stop")
@job
def started():
    return "started"


class Csv(Exporter, kind="csv"):
    pass


class Xml(Exporter, kind="xml"):
    pass


def shown():
    return "shown"


export(shown)


@command("view")
class View:
    def get(self):
        return "view"
