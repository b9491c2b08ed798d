"""A decorated __init__ sets more."""
import app

c = app.Parser()


def checks():
    return {"errors": getattr(c, "errors", None) == [], "line": c.line == 1}
