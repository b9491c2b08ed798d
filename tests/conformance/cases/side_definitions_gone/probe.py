import app
import bus
import plug
from app import command, gone

view = app.View()
objects = app.COMMANDS, app.CHECKS, bus.JOBS, bus.hub.listeners


def checks():
    return {
        "by a key": sorted(app.COMMANDS) == ["mine", "plug", "stay"] and app.COMMANDS["stay"]() == "new",
        "in a list": app.CHECKS == [app.checked],
        "of an object": bus.hub.fire("start") == ["plug"] and list(bus.hub.listeners) == ["start"],
        "in a set": bus.JOBS == set(),
        "classes below": app.Exporter.kinds == {"csv": app.Csv},
        "by a call": list(app.EXPORTS) == ["plugged"],
        "who holds it": gone() == "gone" and view.get() == "view",
        "names": not any(hasattr(app, name) for name in ("gone", "started", "Xml", "shown", "View")),
        "the same objects": objects == (app.COMMANDS, app.CHECKS, bus.JOBS, bus.hub.listeners) and objects[0] is app.COMMANDS
        and objects[1] is app.CHECKS and objects[2] is bus.JOBS and objects[3] is bus.hub.listeners,
    }
