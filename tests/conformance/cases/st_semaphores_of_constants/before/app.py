import asyncio
import threading

GATE = threading.Semaphore(1)
BARRIER = threading.Barrier(2)
LOCK = threading.Lock()
_limits = {"db": threading.Semaphore(1), "http": threading.Semaphore(5)}


def enter(name=None):
    return (_limits[name] if name else GATE).acquire(blocking=False)
