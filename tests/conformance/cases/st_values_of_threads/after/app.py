import contextvars
from contextvars import ContextVar
from threading import local

from lib import THEIRS

LOCAL = local()
REQUEST = ContextVar("request", default="of nobody")
USER = ContextVar("user", default="anonymous")
DEPTH = ContextVar("depth")
RENAMED = ContextVar("now", default="now")
VARS = {"lang": ContextVar("lang", default="de"), "zone": ContextVar("zone", default="UTC")}


class Tracer:
    span = ContextVar("span", default="top")
    local = local()

    def now(self):
        return "two", self.span.get(), getattr(self.local, "depth", None)


def state():
    return ("two", getattr(LOCAL, "user", None), REQUEST.get("none"), USER.get(), DEPTH.get("unset"), RENAMED.get(), THEIRS.get(),
            VARS["lang"].get(), VARS["zone"].get())
