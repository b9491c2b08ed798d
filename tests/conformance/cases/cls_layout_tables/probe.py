import weakref

import app
from app import Data, Ping, size

queue = [Ping(1), Data("abc")]
PRIORITY = {Ping: 0, Data: 5}
KNOWN = {Ping, Data}
NOTES = weakref.WeakKeyDictionary({Ping: "ping"})


def checks():
    ping, data = queue
    return {
        "its own table": [size(m) for m in queue] == [2, 5],
        "another table": [PRIORITY[type(m)] for m in queue] == [0, 5],
        "a set": all(type(m) in KNOWN for m in queue) and len(KNOWN) == 2,
        "weak keys": NOTES[type(ping)] == "ping" == NOTES[app.Ping],
        "equal and not": type(ping) == app.Ping and type(ping) != app.Data and type(ping) != type(data),
        "new objects": app.Ping(3).hops == 0 and PRIORITY[type(app.Data("x"))] == 5,
    }
