import app
from app import fetch, log, rows, send

method = app.Client().log


def checks():
    return {
        "changed": send(1) == app.send(1) == (1, 5),
        "keyword-only": log(1) == app.log(1) == (1, None, 3) and method() == (1, None, 3),
        "shifted": fetch(1) == app.fetch(1) == (1, 3, False),
        "generator": list(rows(1)) == list(app.rows(1)) == [1],
    }
