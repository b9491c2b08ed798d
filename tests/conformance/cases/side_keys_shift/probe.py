import app, bus


def checks():
    return {"shifted": bus.TYPES == {"b": app.F, "c": app.G}}
