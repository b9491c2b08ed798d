import contextlib
import itertools
import threading
import weakref


class DatabaseError(Exception):
    retryable = False


class PoolError(DatabaseError):
    retryable = True


class Closed(PoolError):
    pass


class Connection:
    _ids = itertools.count(1)
    open_count = 0

    def __init__(self, dsn):
        self.dsn = dsn
        self.id = next(self._ids)
        type(self).open_count += 1
        self._fin = weakref.finalize(self, _closed, self.id)

        self.statements = 0

    def execute(self, sql, *params):
        self.statements += 1
        return f"{self.id}:{sql % params if params else sql}"

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        self._fin()


_closed_ids = []


def _closed(id):
    _closed_ids.append(("conn", id))


class Pool:
    def __init__(self, dsn, size=2, overflow=1):
        self.dsn = dsn
        self.size = size
        self.overflow = overflow
        self._idle = []
        self._used = set()
        self._lock = threading.RLock()

    def acquire(self):
        with self._lock:
            if self._idle:
                c = self._idle.pop()
            elif len(self._used) < self.size + self.overflow:
                c = Connection(self.dsn)
            else:
                raise PoolError(f"all {self.size}+{self.overflow} in use")
            self._used.add(c)
            return c

    def release(self, c):
        with self._lock:
            self._used.discard(c)
            self._idle.append(c)

    @contextlib.contextmanager
    def connection(self):
        c = self.acquire()
        try:
            yield c
        finally:
            self.release(c)


_pool = None
_pool_lock = threading.Lock()
DSN = "db://new"


def get_pool():
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = Pool(DSN, overflow=0)
        return _pool


def execute(sql, *params):
    with get_pool().connection() as c:
        return c.execute(sql, *params)
