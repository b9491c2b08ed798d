"""A class of another layout, and those of the module that derive from it: in a class, made twice by a decorator."""
import app

ping, nested, pong = app.Ping(1), app.Outer.B(), app.Pong(2)


def checks():
    fresh = app.Ping(3)
    fresh.retries, fresh.at = 5, 6
    new = app.Outer.B()
    new.y = 7
    return {
        "new fields": (fresh.id, fresh.retries, fresh.at, new.y) == (3, 5, 6, 7),
        "made before": (ping.id, ping.name(), nested.w(), pong.name(), pong.kind()) == (1, "m2", 2, "m2", "pong2"),
        "instances": isinstance(ping, app.Ping) and isinstance(ping, app.Message) and isinstance(nested, app.Outer.B),
        "itself": fresh.me() == "Ping",
        "made twice": app.Pong(4).kind() == "pong2" and isinstance(pong, app.Pong),
    }
