class Task:
    def __init__(self, title):
        self.title = title


class Board:
    def add(self, title):
        notify("added", Task(title))


LISTENERS = {}


def listen(event):
    def put(f):
        LISTENERS.setdefault(event, []).append(f)
        return f
    return put


def notify(event, *args):
    for f in LISTENERS.get(event, ()):
        f(*args)
