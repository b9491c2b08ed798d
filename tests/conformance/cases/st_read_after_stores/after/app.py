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

cfg.timeout = 4
own.retries = 4
own.set("pool", 4)
Config.most = 4
setattr(Config, "least", 4)
fetch.limit = 4
lib.LIMIT = 4
lib.CONF["a"] = 4
lib.put("q", 4)
db = CONFIG["db"]
db["port"] = 4
HOSTS.append("c")

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
