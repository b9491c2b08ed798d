from plugins import Job, Plugin, on, once, panel


class Local(Plugin):
    def go(self):
        return "local"


class Remote(Plugin):
    def go(self):
        return "remote"


class Base(Plugin, abstract=True):
    pass


class Nightly(Job):
    at = 3


class Hourly(Job):
    at = 0


@on("start")
def warm():
    return "warm"


@on("start")
def load():
    return "load"


@panel("Users")
class Users:
    pass


@panel("Jobs")
class Jobs:
    rows = 5


@once
def first(a=1):
    return a
