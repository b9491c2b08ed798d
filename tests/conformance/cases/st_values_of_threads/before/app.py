import contextvars
import threading

LOCAL = threading.local()
REQUEST = contextvars.ContextVar("request")
USER = contextvars.ContextVar("user", default="nobody")
DEPTH = contextvars.ContextVar("depth", default=0)
RENAMED = contextvars.ContextVar("then", default="then")
THEIRS = contextvars.ContextVar("theirs", default="own")
VARS = {"lang": contextvars.ContextVar("lang", default="en")}


class Tracer:
    span = contextvars.ContextVar("span", default="root")
    local = threading.local()

    def now(self):
        return "one", self.span.get(), getattr(self.local, "depth", None)


def state():
    return ("one", getattr(LOCAL, "user", None), REQUEST.get("none"), USER.get(), DEPTH.get(), RENAMED.get(), THEIRS.get(),
            VARS["lang"].get())
