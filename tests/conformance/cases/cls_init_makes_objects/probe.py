"""The new __init__ gives objects what the module has, objects of the module's classes, their own methods, and texts of these."""
import app

one, two = app.Client("one"), app.Loud("two")


def checks():
    calls = [c.call(w) for c in (one, two) for w in ("ping", "echo", "ping")]
    return {
        "of the module": all(c.log is app.log and c.registry is app.REGISTRY and c.lock is app.LOCK for c in (one, two)),
        "new ones": [c.stats.by for c in (one, two)] == [{"ping": 2, "echo": 1}] * 2,
        "of the live class": type(one.stats) is app.Stats and type(two.window) is app.Window and two.window.n == 0,
        "with an argument": [list(c.window.seen) for c in (one, two)] == [["echo", "ping"]] * 2,
        "methods": calls == ["ping one", "echo <one:   one>", "ping one", "PING two", "echo <two:   two>", "PING two"],
        "a method": one.key() == "ping one" and two.key == two.on_ping,
        "one that does more": not hasattr(one, "doubtful") and app.REGISTRY == {},
    }
