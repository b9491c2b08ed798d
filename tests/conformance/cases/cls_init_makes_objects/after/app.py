import collections
import logging
import threading

log = logging.getLogger("app")
REGISTRY = {}
LOCK = threading.Lock()


class Stats:
    def __init__(self):
        self.n = 0
        self.by = {}

    def add(self, word):
        self.by[word] = self.by.get(word, 0) + 1
        return self.by[word]


class Window(Stats):
    def __init__(self, size=3):
        super().__init__()
        self.seen = collections.deque(maxlen=size)


class Client:
    def __init__(self, name):
        self.name = name
        self.log = log
        self.registry = REGISTRY
        self.lock = LOCK
        self.stats = Stats()
        self.window = Window(2)
        self.title = f"<{self.name}:{self.name:>6}>"
        self.key = self.on_ping
        self.commands = {"ping": self.on_ping, "echo": self.on_echo}
        self.doubtful = Doubtful()

    def on_ping(self):
        return "ping " + self.name

    def call(self, word):
        self.stats.add(word)
        self.window.seen.append(word)
        return self.commands[word]()

    def on_echo(self):
        return "echo " + self.title


class Loud(Client):
    def on_ping(self):
        return "PING " + self.name


class Doubtful:
    def __init__(self):
        REGISTRY[len(REGISTRY)] = self
