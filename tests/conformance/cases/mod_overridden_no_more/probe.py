"""Unchanged definitions whose names other lines had bound, and which count again: a flag is off, the other line is gone."""
import app
import lib
from app import get, keep, post, purge, put, send
from lib import dumps

mailer = app.Mailer()


def checks():
    return {
        "a flag is off": app.send(1) == send(1) == ("sent", 1),
        "a class": app.Mailer().go() == mailer.go() == "real",
        "an import": app.get(1) == get(1) == ("real", 1),
        "a flag that turns it on": app.keep(1) == keep(1) == ("not kept", 1),
        "the import is gone": app.post(1) == post(1) == ("posted", 1),
        "a fallback that is all now": app.put(1) == put(1) == ("put", 1),
        "a value is gone": app.delete(1) == ("deleted", 1),
        "the second definition is gone": app.purge(1) == purge(1) == ("purged", 1),
        "the star is gone": lib.dumps(1) == dumps(1) == ("own", 1),
        "and its constant": lib.LEVEL == 1,
    }
