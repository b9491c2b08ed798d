import functools

import app
from app import LEVEL, dumps, log

held = [log]
partial = functools.partial(log, "x")
table = {"dumps": dumps}


class User:
    def __init__(self):
        self.log = log


user = User()


def checks():
    return {
        "by name": app.log("x") == "quiet" == log("x"),
        "in a list": held[0]("x") == "quiet" and held[0] is app.log,
        "in a partial": partial() == "quiet",
        "as an attribute": user.log("x") == "quiet",
        "what a branch bound over another line": app.LEVEL == LEVEL == "info",
        "another branch of a try": app.dumps(1) == dumps(1) == table["dumps"](1) == "fast",
    }
