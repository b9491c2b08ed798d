import app


def fake():
    return "fake"


app.database = "database"
app.on_error = fake
app.send = fake
app.added = fake
app.HOOKS.add(len)
