import app
from app import P

held = P.R | P.W


class User:
    perms = P.R | P.W


def checks():
    return {
        "equal": app.DEF == held == P.R | P.W,
        "the same object": User.perms is app.DEF,
        "function": app.f() == 2,
    }
