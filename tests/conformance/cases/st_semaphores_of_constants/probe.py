import app

app.enter()
app.enter("db")
http = app._limits["http"]


def checks():
    return {
        "gate": [app.enter(), app.enter()] == [True, False],
        "db": [app.enter("db"), app.enter("db")] == [True, False],
        "http": app._limits["http"] is http,
    }
