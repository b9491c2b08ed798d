import json

import app
import lib

SESSION, WORK, POINT, ENCODER = app.session, app.work, app.Point(1), app.Encoder()
CALC, LOAD = ENCODER.calc, ENCODER.load


def running():
    work = app.work
    while True:
        yield work(1)


LOOP = running()
next(LOOP)


def entered(session):
    with session("a") as name:
        return name


def checks():
    return {
        "context manager": entered(app.session) == "a" and entered(SESSION) == "a",
        "decorated": app.work(1) == (1, "s") and WORK(1) == (1, "s"),
        "decorated, in a frame": next(LOOP) == (1, "s"),
        "decorated method": ENCODER.calc() == (2, "s") and CALC() == (2, "s"),
        "function of a library": app.Encoder.dump([1]) == "[1]",
        "method": ENCODER.load() == (ENCODER, "s") and LOAD() == (ENCODER, "s"),
        "property": ENCODER.unit == (ENCODER, "s"),
        "generated": repr(POINT) == "Point(x=1)" and repr(app.Point(2)) == "Point(x=2)",
        "theirs is theirs": json.dumps({}) == "{}" and lib.plain(0) == (0, "s") and lib.plain.__name__ == "plain"
        and json.dumps.__module__ == "json",
    }
