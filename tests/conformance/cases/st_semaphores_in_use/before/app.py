import threading
from queue import PriorityQueue, Queue

SLOTS = threading.BoundedSemaphore(4)
READY = threading.Event()
READY.set()
JOBS = Queue()
URGENT = PriorityQueue(10)
CHANGED = threading.Condition()
_version = 0


def bump():
    global _version
    with CHANGED:
        _version += 1
        CHANGED.notify_all()


def wait(version):
    with CHANGED:
        CHANGED.wait_for(lambda: _version > version, 5)
        return _version


def worker(out):
    while True:
        job = JOBS.get()
        if job is None:
            return
        out.append(handle(job))


def handle(job):
    return "old " + job
