import itertools
import threading
import weakref
from collections import deque


class Connection:
    _ids = itertools.count(1)
    _live = weakref.WeakSet()
    total = 0
    max_total = 3
    prefix = "c"

    def __init__(self, host):
        if self.total >= self.max_total:
            raise OverflowError(self.total)
        self.id = "%s%d" % (self.prefix, next(self._ids))
        self.host = host
        type(self).total += 1
        self._live.add(self)

    def close(self):
        self._live.discard(self)

    @classmethod
    def stats(cls):
        return {"total": cls.total, "live": len(cls._live), "max": cls.max_total}


class Pool:
    _lock = threading.Lock()
    _idle = deque(maxlen=4)
    hits = misses = 0
    errors = 0

    @classmethod
    def ratio(cls):
        return cls.hits / max(1, cls.hits + cls.misses)

    @classmethod
    def acquire(cls, host):
        with cls._lock:
            if cls._idle:
                cls.hits += 1
                return cls._idle.popleft()
            cls.misses += 1
        return Connection(host)

    @classmethod
    def release(cls, conn):
        cls._idle.append(conn)


class Timer:
    registry = {}

    def __init_subclass__(cls):
        Timer.registry[cls.__name__] = cls
        cls.fired = 0

    def fire(self):
        self.__class__.fired += 1
        return self.fired


class Hourly(Timer):
    pass
