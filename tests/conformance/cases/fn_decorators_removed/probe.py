import app
import lib
from app import both, foreign, own, stays, task

view = app.View()
show = view.show


@lib.guarded
def mine():
    return 1


def checks():
    return {
        "own": own(0) == app.own(0) == (0, 1),
        "of another module": foreign(0) == app.foreign(0) == ("new", 0),
        "method": view.show() == show() == "new",
        "one of two": both(0) == app.both(0) == ("logged", 0),
        "class": task(0) == app.task(0) == ("new", 0),
        "others": stays(0) == app.stays(0) == ("guarded", 0) and mine() == ("guarded", 1),
    }
