"""An object that has its settings of its class: lines that have read them by it."""
import app
import conf

settings, routes = conf.settings, app.ROUTES


def checks():
    return {
        "an attribute": app.PORT == 81,
        "a property": app.URL == "two:81",
        "a method": app.HEALTH == "two:81/health",
        "its text": app.LABEL == "at <two>",
        "a table": routes == app.ROUTES == {"/a": "two:81/a", "/b": "two:81/b"} and routes is app.ROUTES,
        "a function": app.address() == ("two:81", 81),
        "the same object": app.settings is settings is conf.settings and app.url("/x") == "two:81/x",
    }
