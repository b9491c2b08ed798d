PREFIX = "user"
GROUPS = {}
RECORDS = {}
LISTS = {}


def in_group(topic):
    def decorate(f):
        GROUPS.setdefault(PREFIX, {})[topic] = {"f": f}
        return f
    return decorate


def on(topic):
    def decorate(f):
        RECORDS[f"{PREFIX}.{topic}"] = {"f": f, "options": []}
        return f
    return decorate


def listen(topic):
    def decorate(f):
        LISTS.setdefault(f"{PREFIX}:{topic}", []).append(f)
        return f
    return decorate


@in_group("created")
def created(x):
    return "one", x


@in_group("deleted")
def deleted(x):
    return "one", x


@on("opened")
@on("closed")
def both(x):
    return "one", x


@listen("paid")
def first(x):
    return "one", x


@listen("paid")
def second(x):
    return "one", x


LISTS["by hand"] = [print]
