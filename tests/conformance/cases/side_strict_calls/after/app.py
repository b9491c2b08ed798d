import threading

import reg


def cleanup(what, keep=1):
    return what, keep


class Yaml:
    def dump(self):
        return "new"


reg.schedule("users", cleanup, "users", keep=7)
reg.schedule("logs", cleanup, "logs")
reg.column("id", int)
reg.column("age", float)
reg.lazily("retry", cleanup, 2)
OK = False
try:
    reg.plugin("yaml", Yaml)
    reg.plugin("yml", Yaml)
    OK = True
except ValueError:
    Yaml = None
try:
    REQUESTS = reg.Counter("requests")
    LIMIT = 2
except ImportError:
    REQUESTS = None
try:
    reg.LOG.append("tried")
    raise OSError("always")
except OSError:
    LEVEL = 2
LOCK = threading.Lock()
try:
    LOCK.acquire()
    reg.LOG.append("locked")
    raise OSError("always")
except OSError:
    BUSY = 7
finally:
    LOCK.release()
reg.schedule("after", cleanup, "after users", "users", keep=7)
