"""State that is made within if stays when a line beside it changes."""
import threading

if True:
    CACHE = {}
    LOCK = threading.Lock()
    LIMIT = 1
if LIMIT:
    CONNECTION = object()
    POOL = []
    RETRY = 1


def f():
    return LIMIT, RETRY
