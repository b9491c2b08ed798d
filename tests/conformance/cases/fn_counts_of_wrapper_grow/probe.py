import app

held = [app.divide]


def warm():
    app.divide(1, 2)

warm()


def checks():
    try:
        r = held[0](1, 0)
    except KeyError:
        r = "KeyError"
    return {"runs": r is None, "stats": app.divide.stats == {"calls": 2, "errors": 1}}
