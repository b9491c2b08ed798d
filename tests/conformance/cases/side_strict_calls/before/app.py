import threading

import reg


def cleanup(what, keep=1):
    return what, keep


class Yaml:
    def dump(self):
        return "old"


reg.schedule("users", cleanup, "users", keep=5)
reg.schedule("logs", cleanup, "logs")
reg.column("id", int)
reg.column("age", int)
reg.lazily("retry", cleanup, 1)
OK = False
try:
    reg.plugin("yaml", Yaml)
    OK = True
except ValueError:
    Yaml = None
try:
    REQUESTS = reg.Counter("requests")
    LIMIT = 1
except ImportError:
    REQUESTS = None
try:
    raise OSError("always")
except OSError:
    LEVEL = 1
LOCK = threading.Lock()
try:
    LOCK.acquire()
    reg.LOG.append("locked")
    raise OSError("always")
except OSError:
    BUSY = 5
finally:
    LOCK.release()
reg.schedule("after", cleanup, "after users", "users", keep=5)
