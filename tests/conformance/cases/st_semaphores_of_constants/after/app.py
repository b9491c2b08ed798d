import asyncio
import threading

GATE = threading.Semaphore(2)
BARRIER = threading.Barrier(2)
LOCK = threading.RLock()
_limits = {"db": threading.Semaphore(2), "http": threading.Semaphore(5)}


def enter(name=None):
    return (_limits[name] if name else GATE).acquire(blocking=False)
