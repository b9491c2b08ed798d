import threading
import time

import app
from app import JOBS, SLOTS, URGENT

SLOTS.acquire()
SLOTS.acquire()
URGENT.put((1, "a"))
out, waited = [], []
t = threading.Thread(target=app.worker, args=(out,), daemon=True)
t.start()
w = threading.Thread(target=lambda: waited.append(app.wait(0)), daemon=True)
w.start()
time.sleep(0.05)


def checks():
    if not t.is_alive():
        return {"in the child there are no threads": False}
    app.JOBS.put("x")
    app.JOBS.put(None)
    t.join(3)
    app.bump()
    w.join(3)
    n = 0
    while n < 20 and app.SLOTS.acquire(False):
        n += 1
    return {
        "the worker has it": out == ["new x"],
        "size": app.JOBS.maxsize == 100 and JOBS is app.JOBS,
        "priority queue": app.URGENT is URGENT and URGENT.maxsize == 20 and URGENT.qsize() == 1,
        "who waits": waited == [10],
        "slots": n == 6 and app.SLOTS is SLOTS,
        "event": app.READY.is_set(),
    }
