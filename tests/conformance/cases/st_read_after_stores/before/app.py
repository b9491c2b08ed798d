from types import SimpleNamespace

import lib


class Config:
    retries = 1

    def __init__(self):
        self.values = {}

    def set(self, key, value):
        self.values[key] = value
        return self


def fetch():
    return fetch.limit


CONFIG = {"db": {"port": 1}}
HOSTS = ["a"]
cfg = SimpleNamespace(host="a")
own = Config()

cfg.timeout = 3
own.retries = 3
own.set("pool", 3)
Config.most = 3
setattr(Config, "least", 3)
fetch.limit = 3
lib.LIMIT = 3
lib.CONF["a"] = 3
lib.put("q", 3)
db = CONFIG["db"]
db["port"] = 3
HOSTS.append("b")

TIMEOUT = cfg.timeout
RETRIES = own.retries
POOL = own.values["pool"]
MOST, LEAST = Config.most, Config.least
LIMIT = fetch.limit
OTHER = lib.LIMIT + lib.CONF["a"]
PUT = lib.CONF["q"], lib.get("q")
DB = dict(CONFIG["db"])
PORT = CONFIG["db"]["port"]
ALL = list(HOSTS)
UPPER = [h.upper() for h in HOSTS]
