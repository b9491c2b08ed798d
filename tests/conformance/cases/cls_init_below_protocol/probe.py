"""A class below a Protocol gets its first __init__."""
import app

s = app.FileStorage()


def checks():
    return {"data": getattr(s, "data", None) == {}, "get": s.get("k") in (1, None)}
