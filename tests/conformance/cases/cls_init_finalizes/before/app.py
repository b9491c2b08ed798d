import contextlib
import itertools
import threading
import weakref


class PoolError(Exception):
    pass


class Connection:
    _ids = itertools.count(1)
    open_count = 0

    def __init__(self, dsn):
        self.dsn = dsn
        self.id = next(self._ids)
        type(self).open_count += 1
        self._fin = weakref.finalize(self, _closed, self.id)

    def execute(self, sql):
        return f"{self.id}:{sql}"


_closed_ids = []


def _closed(id):
    _closed_ids.append(id)


class Pool:
    def __init__(self, dsn, size=2):
        self.dsn = dsn
        self.size = size
        self._idle = []
        self._used = set()
        self._lock = threading.RLock()

    def acquire(self):
        with self._lock:
            if self._idle:
                c = self._idle.pop()
            elif len(self._used) < self.size:
                c = Connection(self.dsn)
            else:
                raise PoolError("exhausted")
            self._used.add(c)
            return c

    def release(self, c):
        with self._lock:
            self._used.discard(c)
            self._idle.append(c)

    @contextlib.contextmanager
    def connection(self):
        c = self.acquire()
        yield c
        self.release(c)


_pool = None
_pool_lock = threading.Lock()
DSN = "db://old"


def get_pool():
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = Pool(DSN)
        return _pool
