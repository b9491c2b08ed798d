import weakref
class Signal:
    def __init__(self):
        self.receivers = []
    def connect(self, fn, sender):
        self.receivers.append(((id(fn), id(sender)), weakref.ref(fn)))
        return fn
    def send(self, sender):
        return [r()(sender) for (_, s), r in self.receivers if s == id(sender) and r() is not None]
post_save = Signal()
def receiver(signal, sender):
    return lambda fn: signal.connect(fn, sender)
