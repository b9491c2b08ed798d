import app


def apply():
    app.DEBUG = True
