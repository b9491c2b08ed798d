import atexit
from res import CLOSED, Db

db = Db()


def query():
    return 1


atexit.register(db.close)
