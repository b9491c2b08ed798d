import app

held = app.square


def warm():
    app.square(3)

warm()


def checks():
    return {"old answer is gone": held(3) == 9, "new": app.square(4) == 16}
