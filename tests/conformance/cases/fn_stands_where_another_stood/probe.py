"""A new definition, like the old one of what is edited, stands at the line where that stood: each has its own code."""
import app
import deco
import methods
import table
from table import SINGLE

user, job, a = app.User("n"), deco.job, methods.A()


def checks():
    return {
        "makes the new one": type(app.User("n").group) is app.Group,
        "decorator": job(1) == 2 and deco.job(1) == 2,
        "new decorator": deco.job2(1) == 1,
        "lambda": SINGLE(1) == 2 and table.DOUBLE(1) == 1,
        "method": a.go(1) == 2 and methods.A().go(1) == 2,
        "new method": methods.B().go(1) == 1,
    }
