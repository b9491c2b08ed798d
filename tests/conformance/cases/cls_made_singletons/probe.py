"""The object that a decorator or a base class has made of the class goes on, with what it has."""
import app

config, settings, one = app.Config._instance, app.Settings.instance(), app.One.it
config.values["a"], settings.values["b"] = 1, 2
one.seen.append(3)


def checks():
    settings.put("c", 4)
    return {
        "attribute": app.Config._instance is config and config.values == {"a": 1} and config.limit == 2,
        "captured": app.Settings.instance() is settings and settings.values == {"b": 2, "c": 4},
        "__init_subclass__": app.One.it is one and one.more() == [3] and one.go() == 2,
    }
