import app


def checks():
    return {"star wins": app.timeout() == 1 and app.TIMEOUT == 1}
