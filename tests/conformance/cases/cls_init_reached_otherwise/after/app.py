import logging
import re
import threading

DEFAULTS = {"a": 1}
LIMIT = 3


class Timed:
    def __init__(self):
        self.began = 0


class Job:
    LEVEL = 4

    def __init__(self, name, flag=None):
        self.name = name
        self._state = "new"
        self.level = self.LEVEL
        self.options = dict(DEFAULTS)
        self.most = max(LIMIT, 2)
        self.pattern = re.compile("x+")
        self.log = logging.getLogger(__name__)
        self.token = object()
        self.flags = {} if flag is None else flag
        self.other = flag or []
        setattr(self, "extra", [])
        self.__dict__["raw"] = 1
        for kind in ("errors", "warnings"):
            setattr(self, kind, [])

    @property
    def state(self):
        return self._state

    def run(self):
        self._state = "done"


class Client(Timed):
    def __init__(self, token, *parts):
        Timed.__init__(self)
        self.__token = token
        self.__seen = set()
        self.setup()

    def setup(self):
        self.ready = True
        self.queue = []

    def auth(self):
        self.__seen.add(1)
        return self.__token


class Pair:
    def __new__(cls, a):
        self = super().__new__(cls)
        self.a = a
        self.more = {}
        return self
