import contextvars
import threading

import app
from app import LOCAL, USER

tracer, before, other, go, done, seen = app.Tracer(), app.REQUEST, contextvars.copy_context(), threading.Event(), threading.Event(), []


def before_get():
    try:
        return before.get()
    except LookupError:
        return None


def begin(name):
    LOCAL.user = name
    app.Tracer.local.depth = 3
    app.REQUEST.set(name + "'s")
    USER.set(name)
    app.DEPTH.set(2)
    app.RENAMED.set("set")
    app.VARS["lang"].set("fr")
    tracer.span.set("inner")


def work():
    begin("worker")
    go.wait()
    seen.append(app.state())
    done.set()


threading.Thread(target=work, daemon=True).start()
begin("main")


def checks():
    go.set()
    done.wait(5)
    here = app.state()
    return {
        "given": contextvars.Context().run(before_get) == "of nobody",
        "main": here == ("two", "main", "main's", "main", 2, "now", "theirs", "fr", "UTC") or here,
        "worker": seen == [("two", "worker", "worker's", "worker", 2, "now", "theirs", "fr", "UTC")] or seen,
        "class": tracer.now() == ("two", "inner", 3) or tracer.now(),
        "defaults": contextvars.Context().run(app.state) == ("two", "main", "none", "anonymous", "unset", "now", "theirs", "de",
                                                             "UTC") or contextvars.Context().run(app.state),
        "class default": contextvars.Context().run(tracer.now)[1] == "top" or contextvars.Context().run(tracer.now),
        "one": USER is app.USER and LOCAL is app.LOCAL and before is app.REQUEST,
    }
