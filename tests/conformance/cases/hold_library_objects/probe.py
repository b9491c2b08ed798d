"""What a library keeps by itself - a logger by its name, a compiled pattern, a running thread - stays there."""
import logging
import re
import threading

import app
from app import LOG, POOL, RX

first, child, thread = logging.getLogger("svc.a"), logging.getLogger("svc.a.x"), app.T


class Service:
    def __init__(self):
        self.pool, self.log, self.pattern = POOL, LOG, RX


service = Service()


def checks():
    return {
        "new": (app.LOG.name, LOG.name, app.POOL.n, POOL.n, RX.pattern) == ("svc.b", "svc.b", 2, 2, "new"),
        # Another one may have asked the library for these itself.
        "holders": (service.pool.n, service.log.name, service.pattern.pattern) == (2, "svc.a", "old"),
        "loggers": logging.getLogger("svc.a").name == "svc.a" and child.parent.name == "svc.a",
        "patterns": re.compile("old").pattern == "old" and bool(re.match("old", "old")),
        "threads": all(t.ident == ident for ident, t in threading._active.items()),
    }
