import app

config = app.CONFIG
session = app.session
session.headers["run"] = "1"


def checks():
    return {
        "item": config["db"] == {"host": "h2", "port": 1},
        "attribute": session.headers == {"A": "2", "B": "1", "run": "1"},
        "list": session.hooks == [max, len],
    }
