"""__new__ of a singleton sets more on what it keeps in its class."""
import app
c = app.Config(); c.values["b"] = 2


def checks():
    return {"same": app.Config() is c, "get": c.get("b") == 2, "hits": c.hits >= 1}
