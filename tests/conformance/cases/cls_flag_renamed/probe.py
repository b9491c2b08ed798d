import app
from app import P

held = P.RW


def checks():
    return {
        "the same object": (P.R | P.W) is held is P.BOTH,
        "name": held.name == "BOTH" and str(held) == "P.BOTH" and repr(P(3)) == "<P.BOTH: 3>",
        "gone": not hasattr(app.P, "RW"),
    }
