import datetime

from bus import TYPES, Controller, of_types, on, record, route

MAIL = "new"
PREFIX = "/new"
HANDLERS = {}


@on(MAIL)
def mail():
    return "mail"


@on(PREFIX + "/sub")
def below():
    return "below"


@on(f"{MAIL}.{2}")
def formatted():
    return "formatted"


@record("new")
def recorded():
    return "recorded"


@of_types(datetime.date, datetime.time)
def typed(value):
    return "typed"


HANDLERS[MAIL] = mail


class Users(Controller):
    prefix = "/new"

    @route("GET", "/a")
    def index(self):
        return "new"

    @route("PUT", "/b")
    def create(self):
        return "new"
