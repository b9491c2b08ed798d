"""Lines that start threads and have changed: what runs goes on, once, with new code; what is new is started."""
import threading
import time

import app

time.sleep(0.1)


def running(name):
    return sum(t.is_alive() for t in threading.enumerate() if getattr(t, "source", t.name) == name)


def checks():
    app.SEEN.clear()
    app.GO.set()
    time.sleep(0.1)
    app.GO.clear()
    workers = [t for t in threading.enumerate() if t is not threading.main_thread()]
    return {
        "one more turn": len(app.WORKERS) == 3 and all(t.is_alive() for t in app.WORKERS) and len(set(app.WORKERS)) == 3,
        "in a block": app.LIMIT == 2,
        "a class of its own": [running(name) for name in "xyz"] == [1, 1, 1],
        "a line": running("line") == 1,
        "all": len(workers) == 3 + 3 + 1 + 3 + 1 + 1,
        "new code": {s for seen in app.SEEN.values() for s in seen} == {"new"}
                    and sorted(app.SEEN) == ["a", "b", "block", "c", "line", "pump x", "pump y", "pump z", "same"],
        "a timer": sum(isinstance(t, threading.Timer) for t in workers) == 1 and app.timer.is_alive(),
        "nobody else": not any(type(t).__name__ == "_DummyThread" for t in workers),
    }
