import app
from app import Stays, TABLE

stays = Stays()
NAMES = ("A", "B", "C", "D", "NUMBER", "TABLE", "index", "file", "shorten", "extra", "Gone")


def checks():
    return {
        "module": [name for name in NAMES if hasattr(app, name)] == [],
        "class": [name for name in ("limit", "tags", "alias", "size", "Inner") if hasattr(stays, name)] == [],
        "holders": TABLE == {"a": 1},
        "the rest": app.f() == stays.m() == "new" and app.Stays is Stays,
    }
