import app

app.price("a", 10)


def checks():
    return {"fixed": app.price("a", 10) == 30, "new": app.price("b", 1) == 3}
