import threading

LOCK = threading.Lock()


def count():
    return "old"

_guard = threading.Lock()


class Store:
    def put(self):
        return "old", _guard.locked()
