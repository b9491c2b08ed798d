import app
from app import address, each, made, send, sweep, sync

sync(1)
sync(2)


def checks():
    return {
        "an object that is not called": send.delay(1) == ("new", 1) and app.send is send and send.name == "mail",
        "a namedtuple": app.sweep is sweep and sweep.run(1) == ("new", 1),
        "a property": address.__get__(3) == ("new", 3),
        "a classmethod": made.__get__(None, int)() == ("new", int),
        "one that its registry has, with another option": app.TASKS == {"sync": app.sync} and app.sync.retries == 5,
        "and what it has counted": sync is app.sync and sync(3) == ("new", 3) and (sync.runs, sync.seen) == (3, [1, 2, 3]),
        "an iterator": next(each) == ("new", 1),
    }
