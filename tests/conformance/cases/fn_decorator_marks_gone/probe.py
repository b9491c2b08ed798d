"""Decorators that set an attribute of the function and return it are gone: what they have set is, too, and nothing else."""
import web
import app
from app import Api, Store, counted, listed, pay, search

held = [pay, search, Api().get, Api.health]
app.note(counted)
search.owner = "from outside"


class Own(Store):
    read, url = 1, 2


def checks():
    return {
        "of another module": web.allow(pay, {}) == "no token" and web.allow(pay, {"token"}) == 5,
        "held": [hasattr(f, "csrf_exempt") for f in held] == [False] * 4,
        "with a new body": search(1) == 2 and web.allow(search, {}) == "no token" and search.owner == "from outside",
        "by an object": not hasattr(listed, "tags") and not hasattr(listed, "roles"),
        "method": not hasattr(Api.get, "roles") and Api.get.limit == 3 and Api.delete.roles == ("admin",),
        "classmethod": web.allow(Api.health, {}) == "no token",
        "abstract": not Store.__abstractmethods__ and not hasattr(Store.read, "__isabstractmethod__")
                    and type("New", (), {"read": Store.read})().read() == 1 and not Store.url.__isabstractmethod__,
        "counted at run time": counted.calls == 1,
    }
