import datetime

from bus import TYPES, Controller, of_types, on, record, route

MAIL = "old"
PREFIX = "/old"
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


@record("old")
def recorded():
    return "recorded"


@of_types(datetime.date, datetime.datetime)
def typed(value):
    return "typed"


HANDLERS[MAIL] = mail


class Users(Controller):
    prefix = "/old"

    @route("GET", "/a")
    def index(self):
        return "old"

    @route("POST", "/b")
    def create(self):
        return "old"
