import app

app.hit()
app.hit()
connection = app.connect()
stats = app.STATS


def checks():
    return {
        "attribute": app.STATS is stats and stats.total == 2,
        "item": app.TABLE == {"n": 2},
        "attribute of a class": (app.Stats.errors, app.Stats.hits) == (2, 2),
        "global": app.connect() is connection,
        "code": app.hit() == "new",
    }
