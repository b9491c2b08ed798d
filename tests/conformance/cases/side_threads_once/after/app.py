import functools
import threading
import time

GO = threading.Event()
WORKERS = []
VERBOSE = False


def poll(name, seconds=0.01):
    while GO.wait():
        time.sleep(seconds)
        SEEN.setdefault(name, set()).add(step())


SEEN = {}


def step():
    return "new"


class Pump(threading.Thread):
    def __init__(self, source):
        super().__init__(daemon=True)
        self.source = source
        self.count = 0

    def run(self):
        while GO.wait():
            time.sleep(0.01)
            self.count += 1
            SEEN.setdefault("pump " + self.source, set()).add(step())


for name in ("a", "b", "c"):
    worker = threading.Thread(target=poll, args=(name,), daemon=True)
    worker.start()
    WORKERS.append(worker)

for _ in range(3):
    threading.Thread(target=functools.partial(poll, "same"), daemon=True).start()

if not VERBOSE:
    threading.Thread(target=poll, args=("block",), daemon=True).start()
    LIMIT = 2

for source in ("x", "y", "z"):
    Pump(source).start()

threading.Thread(target=poll, args=("line", 0.03), name="line", daemon=True).start()


def tick():
    SEEN.setdefault("tick", set()).add(step())


timer = threading.Timer(50, tick)
timer.daemon = True
timer.start()
