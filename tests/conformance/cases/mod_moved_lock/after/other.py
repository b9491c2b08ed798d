import threading

LOCK = threading.Lock()


def count():
    return "new"


_guard = threading.Lock()


class Store:
    def put(self):
        return "new", _guard.locked()
