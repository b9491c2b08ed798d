"""Below total_ordering another method is the one that is written."""
import app
a, b = app.Level(1), app.Level(2)


def checks():
    return {
        "less": a < b, "more": b > a, "le": a <= b,
        "written": app.Level.__gt__.__module__ == "app" and app.Level.__lt__.__module__ == "functools",
    }
