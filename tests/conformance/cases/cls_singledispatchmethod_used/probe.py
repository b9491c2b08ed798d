import app

f = app.Formatter()
fmt = f.fmt


def warm():
    f.fmt("a"), f.fmt(1)

warm()


def checks():
    return {"instance": f.fmt("a") == "A", "new": app.Formatter().fmt("a") == "A", "held": fmt("a") == "A"}
