import app
from app import chosen, dumps, pick

app.CACHE["k"] = 1


def checks():
    return {
        "function in if": pick() == app.pick() == "new" and chosen() == app.chosen() == "new",
        "function in except": dumps(1) == app.dumps(1) == ("new", 1),
        "state beside them": app.CACHE == {"k": 1} and not hasattr(app, "never"),
    }
