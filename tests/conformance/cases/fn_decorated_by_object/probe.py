import app
from app import charge

api = app.Api()


def checks():
    return {
        "called": app.charge(1) == (4, ("new", 1)),
        "held": charge(1) == (4, ("new", 1)),
        "method": api.get() == ("new", 2) == app.Api().get(),
    }
