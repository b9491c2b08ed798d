"""A constant that __init__ sets, and a method that it calls sets to something else, or counts on."""
import app
d, f = app.Doc("t"), app.Feed(1)


def checks():
    f.refresh()
    return {"is not told": not hasattr(d, "state"), "counts": f.errors == 0}
