import app


def checks():
    return {"gone": not hasattr(app, "punctuation") and not hasattr(app, "MIN") and not hasattr(app, "MAX"),
            "f": app.f() == "01234567893" and app.limits.MAX == 3}

