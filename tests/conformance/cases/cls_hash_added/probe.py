"""A class with __eq__ alone gets a __hash__."""
import app
v = app.Vector(1)


def checks():
    try: return {"hash": hash(v) == hash(1), "new": hash(app.Vector(2)) == hash(2)}
    except TypeError as e: return {"hash": repr(e)}
