"""State that is made within if stays when a line beside it changes."""
import threading

if True:
    CACHE = {}
    LOCK = threading.Lock()
    LIMIT = 2
if LIMIT:
    CONNECTION = object()
    POOL = []
    RETRY = 2


def f():
    return LIMIT, RETRY
