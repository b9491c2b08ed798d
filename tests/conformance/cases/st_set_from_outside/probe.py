import app
import start

app.configure(name="n")


def checks():
    return {
        "placeholder": app.f() == ("new", "fake", "database") and app.on_error is start.fake,
        "added": app.added is start.fake,
        "container": app.HOOKS == {print, len} and app.CONFIG["name"] == "n",
    }
