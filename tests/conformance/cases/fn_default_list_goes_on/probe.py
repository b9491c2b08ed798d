import app


def warm():
    app.lookup("a"), app.lookup("a")

warm()


def checks():
    return {"counts on": app.lookup("a") == ("a", 3), "new": app.lookup.__defaults__[:-1] == (False,)}
