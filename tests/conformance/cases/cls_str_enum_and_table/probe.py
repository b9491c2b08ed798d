import app

State = app.State
held = State.OPEN


def tried(f):
    try:
        return f()
    except Exception as e:
        return repr(e)


def checks():
    return {"value": State("opened") is State.OPEN is held and held == "opened",
            "table": tried(lambda: app.label(held)) == "Opened", "by plain": app.LABELS.get("opened") == "Opened",
            "size": len(app.LABELS) == 2, "keys": list(app.LABELS) == [State.OPEN, State.CLOSED],
            "by value": list(app.BY_VALUE) == ["opened", "closed"], "old": "open" not in app.LABELS}
