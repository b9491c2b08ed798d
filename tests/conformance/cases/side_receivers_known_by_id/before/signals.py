import weakref
class Signal:
    """Receivers are held weakly and known by id, as blinker and django.dispatch do."""
    def __init__(self):
        self.receivers = {}
    def connect(self, fn):
        self.receivers[id(fn)] = weakref.ref(fn)
        return fn
    def disconnect(self, fn):
        return self.receivers.pop(id(fn), None) is not None
    def send(self, *a):
        return sorted(r()(*a) for r in list(self.receivers.values()) if r() is not None)
saved = Signal()
