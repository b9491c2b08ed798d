import atexit
from res import CLOSED, Resource

db = Resource("db")
cache = Resource("cache")


@atexit.register
def goodbye():
    CLOSED.append("bye")


atexit.register(db.close)
atexit.register(cache.close)
