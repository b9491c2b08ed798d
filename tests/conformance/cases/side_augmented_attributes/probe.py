import app
import settings

settings.INSTALLED.append("mine")
objects = settings.INSTALLED, settings.HOSTS, settings.Config.plugins


def checks():
    return {
        "list": sorted(settings.INSTALLED) == ["audit", "billing", "core", "mine"],
        "set": settings.HOSTS == {"a", "c"},
        "of a class": settings.Config.plugins == ["base", "new"],
        "the same objects": all(a is b for a, b in zip(objects, (settings.INSTALLED, settings.HOSTS, settings.Config.plugins))),
        "code": app.ready() == "new",
    }
