import app


def checks():
    return {"table": app.TABLE == {"nightly": "@daily", "hourly": "@every 2h", "weekly": "@weekly"}}
