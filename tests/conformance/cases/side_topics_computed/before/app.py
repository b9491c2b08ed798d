import enum

PREFIX = "user"
HANDLERS = {}
LISTS = {}
BY_CLASS = {}
BY_MEMBER = {}


class Created:
    pass


class Updated:
    pass


class Event(enum.Enum):
    UP = 1
    DOWN = 2


def listen(table, key):
    def decorate(f):
        table.setdefault(key, []).append(f)
        return f
    return decorate


def on(topic):
    def decorate(f):
        LISTS.setdefault(f"all.{topic}", []).append({"f": f})
        return f
    return decorate


def handler(x):
    return "one", x


HANDLERS[f"{PREFIX}.created"] = {"f": handler, "retries": 3}
HANDLERS[PREFIX] = {"f": handler}


@on("created")
def created(x):
    return "one", x


@on("deleted")
def deleted(x):
    return "one", x


@listen(BY_CLASS, Created)
def first():
    return "one"


@listen(BY_CLASS, Created)
def second():
    return "one"


@listen(BY_MEMBER, Event.UP)
def third():
    return "one"


@listen(BY_MEMBER, Event.UP)
def fourth():
    return "one"
