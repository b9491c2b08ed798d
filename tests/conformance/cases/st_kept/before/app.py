import contextvars, threading, queue, logging
CACHE, COUNT, JOBS = {}, [0], queue.Queue()
LOCK, LOCAL, REQUEST = threading.Lock(), threading.local(), contextvars.ContextVar("request")
log = logging.getLogger("conformance")
handler = logging.NullHandler()
log.addHandler(handler)
def f():
    COUNT[0] += 1
    return "one"
