import threading

_rows = {}
_guard = threading.Lock()
_served = 0


def put(key, value):
    global _served
    with _guard:
        _rows[key] = value
        _served += 1


def get(key):
    return _rows.get(key)


def served():
    return _served


def is_busy():
    return _guard.locked()


class Session:
    opened = []

    def __init__(self, user):
        self.user = user
        self.opened.append(self)

    def label(self):
        return "old " + self.user
