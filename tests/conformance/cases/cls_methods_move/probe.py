"""Methods move to a base, and to a new mixin: bound ones that are held go with them."""
import functools

import app

service = app.Service(1)
log, same, up, shared, partial = service.log, service.same, service.up, service.shared, functools.partial(service.log, "p")
subscribed = [service.same]


def checks():
    return {
        "to the base": service.log("m") == log("m") == ("log 2", 1, "m") and partial() == ("log 2", 1, "p"),
        "to a mixin": same() == service.same() == ("same", 1) and isinstance(service, app.Mixin),
        "equal": log == service.log and service.same in subscribed and up == service.up,
        "in its place": shared() == service.shared() == ("shared 2", 1),
        "with super": up() == service.up() == ("up 2", ("shared 2", 1)),
        "others": app.Other().log("o") == ("log 2", 0, "o") and app.Base.log is app.Service.log,
        "names": app.Base.log.__qualname__ == "Base.log" and "log" not in vars(app.Service),
    }
