import collections
import logging
import threading

log = logging.getLogger("app")
REGISTRY = {}
LOCK = threading.Lock()


class Stats:
    def __init__(self):
        self.n = 0


class Window(Stats):
    def __init__(self, size=3):
        super().__init__()
        self.seen = collections.deque(maxlen=size)


class Client:
    def __init__(self, name):
        self.name = name

    def on_ping(self):
        return "ping " + self.name

    def call(self, word):
        return "?"


class Loud(Client):
    def on_ping(self):
        return "PING " + self.name


class Doubtful:
    def __init__(self):
        REGISTRY[len(REGISTRY)] = self
