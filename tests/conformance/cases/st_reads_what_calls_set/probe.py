"""Lines that read what calls in front of them have set: a function changes, and these are no reason to refuse it."""
import app
from app import f


def checks():
    return {"f": f() == "new", "set": app.POOL == 3 == app.Config.pool, "put": app.A == 1 == app.Config.table["a"]}
