import app
from app import PATH

PATH.append("rt")


def checks():
    return {
        "new": "opt" in app.where(),
        "rt": "rt" in app.where(),
        "one": PATH is app.PATH,
        "exact": app.where() == ["bin", "usr", "opt", "rt"],
    }
