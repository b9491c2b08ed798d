"""Tables that functions have changed, in a module of which another one has set a name since: they keep what they have."""
import app
import settings

app.limit("download", 99)
app.translate("bye", "Tschau")
settings.apply()


def checks():
    return {
        "new": app.label() == "b",
        "state": app.LIMITS["download"] == 99 and app.TEXTS["bye"] == "Tschau",
        "name": app.DEBUG is True,
    }
