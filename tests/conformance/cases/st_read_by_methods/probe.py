"""Lines that read something by properties, methods and operators, which say something else now; one that does more is not run."""
import app
import conf

settings, version = app.settings, app.version


def checks():
    return {
        "a property": app.URL == "https://b",
        "a method": app.LIMIT == 4,
        "a classmethod": app.NAME == "b!",
        "of an object made for it": app.PORT == 443 and app.FRESH == 4,
        "str": app.TEXT == "1.2" and app.AGENT == app.LABEL == "svc/1.2",
        "operators": app.SIZE == 2 and app.FIRST == 1 and app.PARTS == (1, 2),
        "the objects": app.settings is settings is conf.settings and app.version is version,
        "what it does once": app.Session.opened == ["x"] and app.CONNECTION == "one",
    }
