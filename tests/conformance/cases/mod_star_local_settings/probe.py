import app


def checks():
    return {"own wins": app.DEBUG is False and app.APPS == ["a"], "read": app.VERBOSE is False}
