"""Decorators of several routes say another number: their order is that of the source."""
import app


def checks():
    return {"routes": [(p, f(), w) for p, f, w in app.ROUTES] == [("/ping", 1, 5), ("/list", 2, 5), ("/sync", 3, 5)]}
