import threading

LOCK = threading.Lock()


def count():
    return "old"
