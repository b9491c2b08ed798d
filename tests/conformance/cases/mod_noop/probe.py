import app
held = (app.f, app.C, app.LOCK, app.CACHE, app.f.__code__)
app.CACHE["k"] = 1


def checks():
    return {
        'nothing happened': held == (app.f, app.C, app.LOCK, app.CACHE, app.f.__code__) and app.CACHE == {'k': 1},
    }
