import app
from app import Config, log

config = Config()


def checks():
    return {
        "default": log("x") == ("INFO", "x"),
        "name": app.LEVEL == "INFO",
        "class": (Config.base, Config.derived) == (11, 12),
        "instance": config.derived == 12,
    }
