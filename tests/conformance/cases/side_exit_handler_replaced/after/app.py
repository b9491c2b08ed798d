import atexit
from res import CLOSED, Db

db = Db()


def query():
    return 2


def shutdown(timeout):
    CLOSED.append("drain %d" % timeout)
    db.close()


atexit.register(shutdown, 5)
