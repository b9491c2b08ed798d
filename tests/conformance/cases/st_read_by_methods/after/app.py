from conf import Settings, settings


class Version:
    def __init__(self, *parts):
        self.parts = parts

    def __str__(self):
        return ".".join("%d" % p for p in self.parts)

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, i):
        return self.parts[i]


class Session:
    opened = []

    @property
    def connection(self):
        self.opened.append("x")
        return "two"


version = Version(1, 2)
session = Session()
URL = settings.url
LIMIT = settings.limit()
NAME = Settings.name()
PORT = Settings().port
FRESH = Settings().limit()
TEXT = str(version)
AGENT = "svc/%s" % version
LABEL = f"svc/{version}"
SIZE = len(version)
FIRST = version[0]
PARTS = tuple(version)
CONNECTION = session.connection
