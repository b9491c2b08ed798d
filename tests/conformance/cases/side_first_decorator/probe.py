"""A class in front of others gets the decorator that registers."""
import app


def checks():
    return {"registered": [(c.__name__, getattr(c, "rank", None)) for c in app.SERVICES] == [("Gamma", 1), ("Sync", 2)]}
