import atexit
import threading

DONE = []
TABLES = ("a", "b")


def close(name="all"):
    DONE.append("new " + name)


def flush(name):
    DONE.append("flush " + name)


def sweep(name):
    DONE.append("sweep " + name)


class Pool:
    def __init__(self, size):
        self.size = size

    def shut(self, hard=False):
        DONE.append("pool %d %s" % (self.size, hard))


POOL = Pool(2)

for table in ("a", "b", "c"):
    atexit.register(flush, table)

atexit.register(sweep, "var")
atexit.register(POOL.shut, hard=True)


@atexit.register
def last():
    close("last")


if TABLES:
    atexit.register(close)
    LIMIT = 2

atexit.register(lambda: DONE.append("lambda 2"))


@atexit.register
def very_last():
    close("very last")
