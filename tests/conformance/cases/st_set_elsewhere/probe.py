import app
import host
from app import CONFIG, HANDLERS, Settings


def checks():
    return {
        "new entries": app.run("ping") == "PONG 2" and app.run("new") == "NEW" and CONFIG["mail"]["from"] == "new@y",
        "of the host": CONFIG["db"]["pool"] == 30 and HANDLERS["mine"]() == "mine" and HANDLERS is app.HANDLERS,
        "gone": "echo" not in HANDLERS,
        "set": app.MUTED == {"debug", "verbose", "mine"},
        "list": app.TAGS == ["one", "two", "three", "host"],
        "items": app.BOARD == [[0, 0], [7, 0]],
        "names of the module": app.LIMIT == 99 and app.KIND is app.Kind.SLOW and app.clock() == 0,
        "attribute of a class": app.View().renderer("x") == "'x'",
        "attributes": Settings.debug is True and Settings.level == "warning",
        "by members": Settings.queues[app.Kind.FAST] == ["a", "host"] and Settings.queues[app.Kind.SLOW] == ["b", "c"],
        "by a method": sorted(t.__name__ for t in app.Serializer.encoders) == ["complex", "float", "int"],
    }
