import app


def warm():
    app.lookup("a"), app.lookup("a")

warm()


def checks():
    return {"new": app.lookup("b", default=1) == "B", "stats": app.hits() == [1, 3], "cache": app.lookup("a") == "A"}
