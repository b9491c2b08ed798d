import threading


class Poller(threading.Thread):
    def __init__(self, url, interval):
        super().__init__(name="poller", daemon=True)
        self.url, self.interval, self.polled = url, interval, 0
        self.stopped = threading.Event()

    def run(self):
        while not self.stopped.wait(self.interval):
            self.polled += 1

    def label(self):
        return "%s, each %s" % (self.url, self.interval)


poller = Poller("http://b", interval=0.01)
poller.start()


def label():
    return poller.label()
