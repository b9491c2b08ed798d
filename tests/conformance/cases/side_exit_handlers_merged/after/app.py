import atexit
from res import CLOSED, Resource

db = Resource("db")
cache = Resource("cache")


def shutdown(*resources):
    for r in resources:
        r.close()
    CLOSED.append("all closed")


@atexit.register
def goodbye():
    CLOSED.append("goodbye")


atexit.register(shutdown, db, cache)
