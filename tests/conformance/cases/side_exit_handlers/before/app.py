import atexit
import threading

DONE = []
TABLES = ("a", "b")


def close(name="all"):
    DONE.append("old " + name)


def flush(name):
    DONE.append("flush " + name)


def sweep(name):
    DONE.append("sweep " + name)


class Pool:
    def __init__(self, size):
        self.size = size

    def shut(self, hard=False):
        DONE.append("pool %d %s" % (self.size, hard))


POOL = Pool(1)

for table in ("a", "b"):
    atexit.register(flush, table)

atexit.register(sweep, "tmp")
atexit.register(POOL.shut)


@atexit.register
def last():
    close("last")


if TABLES:
    atexit.register(close)
    LIMIT = 1

atexit.register(lambda: DONE.append("lambda 1"))
