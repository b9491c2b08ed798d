import app


def checks():
    return {"new": app.RETRY == (app.Conflict, KeyError)}
