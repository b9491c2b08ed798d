"""Caches of bound methods and partials do not go on serving what the old code said."""
import app
from app import by_prefix

config = app.Config()
first = config.get("a"), by_prefix("a")


def checks():
    return {
        "before": first == ("read 1 a", "load 1 pa"),
        "bound method": config.get("a") == "read 2 a",
        "partial": by_prefix("a") == app.by_prefix("a") == "load 2 pa",
    }
