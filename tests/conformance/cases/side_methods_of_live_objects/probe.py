import app
from app import BUS, handler


def checks():
    return {
        "the new method, on the live object": BUS.emit() == [("new", True), ("other", False)],
        "once": BUS.handlers == [app.handler, app.other],
        "the same": app.BUS is BUS and app.handler is handler and type(BUS) is app.Bus,
    }
