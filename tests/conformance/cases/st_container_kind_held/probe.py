"""A registry is a list now, and was a dict; an object of another module holds it."""
import app
import server


def checks():
    return {"live": [(p, f()) for p, f in app.ROUTES] == [("/a", 1)], "held": server.Server.routes == app.ROUTES, "imported": server.ROUTES is app.ROUTES}
