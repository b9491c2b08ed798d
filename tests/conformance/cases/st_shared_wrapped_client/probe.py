import app
from app import API, fetch
holder = {"api": app.API}
fetch("/0")


def checks():
    try:
        got = fetch("/x")
        held = holder["api"].get("/y")
    except RecursionError:
        got = held = "recursion"
    return {"wrapped": got == "http://a/x?retries=2", "held": held in ("http://a/y?retries=2", "http://a/y"),
            "the inner one is a client": type(getattr(app.API, "inner", None)) is app.Client}
