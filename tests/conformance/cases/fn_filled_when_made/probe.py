"""Decorators and __init_subclass__ that fill a table when they are applied, and only read it then: it is what they make of the new source."""
import app

create, reboot, live, shell = app.create, app.reboot, app.App(), app.Shell()
reboot("admin")
reboot("ops")


def checks():
    return {
        "arguments": [create(name="5"), create(name="x"), create(name="5", age="y")] == [["name"], "bad", "bad"],
        "a constant": [reboot(u) for u in ("admin", "ops", "sre")] == ["rebooted", "denied", "rebooted"],
        "what was counted": reboot.calls == {"admin": 2, "ops": 2, "sre": 1},
        "of a class": [live.dispatch(p) for p in ("/a", "/b", "/bb")] == ["a", "404", "b"],
        "of classes below": shell.known() == ["cd", "ls"],
    }
