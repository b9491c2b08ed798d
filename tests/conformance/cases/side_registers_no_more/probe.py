import app
import other
import plugins
from app import Local, Remote


def checks():
    return {
        "abstract now": sorted(plugins.KNOWN) == ["base", "remote"],
        "also in tuples": sorted(c.__name__ for _, c in plugins.ORDER) == ["Base", "Remote"],
        "the same class": plugins.KNOWN["remote"] is Remote and Remote.port == 9,
        "body says it": sorted(plugins.ACTIVE) == ["Hourly", "Job"] and plugins.ACTIVE["Hourly"].at == 1,
        "decorator says it": [f.__name__ for f in plugins.HOOKS["start"]] == ["load"],
        "instance": [type(p).__name__ for p in plugins.PANELS] == ["Jobs"] and plugins.PANELS[0].rows == 6,
        "one that asks first": plugins.ALIASES["first"] is app.first and app.first() == 2,
        "of another module": other.MINE["local"] is Local and Local().go() == "local, and not by its name",
    }
