import app
from app import address, each, made, send, sweep


def checks():
    return {
        "an object that is not called": send.delay(1) == ("new", 1) and app.send is send and send.name == "mail",
        "a namedtuple": app.sweep is sweep and sweep.run(1) == ("new", 1),
        "a property": address.__get__(3) == ("new", 3),
        "a classmethod": made.__get__(None, int)() == ("new", int),
        "an iterator": next(each) == ("new", 1),
    }
