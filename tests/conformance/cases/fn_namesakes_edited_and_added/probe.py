import app
from app import ROUTES, dump

health = dict(ROUTES)["/health"]


def checks():
    return {
        "routes": {path: fn() for path, fn in ROUTES} == {
            "/": "home", "/index.html": "home", "/members": "users", "/teams": "teams", "/health": "ok"},
        "each once": len(ROUTES) == 5,
        "one that was held": health() == "ok",
        "overloads": [dump([1]), dump({1}), dump(1), dump(b"a")] == ["[i1]", "[i1]", "i1", "61"],
        "one that is gone": dump((1,)) == "?",
    }
