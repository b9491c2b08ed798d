import app

app.MIDDLEWARE.insert(0, "first")
app.MIDDLEWARE.append("last")
app.STAGES["later"] = 4
held = app.MIDDLEWARE, app.STAGES, app.SWAPPED, app.REMOVED


def checks():
    return {
        "list": app.MIDDLEWARE == ["first", "auth", "cors", "log", "last"],
        "dict, inserted": list(app.STAGES) == ["check", "parse", "save", "later"],
        "dict, swapped": list(app.SWAPPED) == ["clean", "parse", "save"],
        "removed": app.REMOVED == ["a", "b"],
        "one object": all(x is y for x, y in zip(held, (app.MIDDLEWARE, app.STAGES, app.SWAPPED, app.REMOVED))),
    }
