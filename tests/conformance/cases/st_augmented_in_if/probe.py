import app

app.HANDLERS.append("rt")


def checks():
    return {"new": "signal" in app.handlers(), "rt": "rt" in app.handlers(),
            "once": sorted(app.handlers()) == ["log", "posix", "rt", "signal"]}
