from plugins import Job, Plugin, on, once, panel


class Local(Plugin, abstract=True):
    def go(self):
        return "local, and not by its name"


class Remote(Plugin):
    port = 9

    def go(self):
        return "remote"


class Base(Plugin):
    pass


class Nightly(Job):
    active = False
    at = 4


class Hourly(Job):
    at = 1


@on("start", enabled=False)
def warm():
    return "warm"


@on("start")
def load():
    return "load"


@panel("Users", hidden=True)
class Users:
    pass


@panel("Jobs")
class Jobs:
    rows = 6


@once
def first(a=2):
    return a
