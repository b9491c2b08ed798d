import app
from app import P

held = P.R | P.W


class Document:
    perms = P.R | P.W


def checks():
    return {
        "held": app.ok(held),
        "made now": app.ok(P.R | P.W),
        "with the new one": (held | getattr(P, "X", P.R)).value == 7,
        "of a class": Document.perms == P.R | P.W and Document.perms is held,
    }
