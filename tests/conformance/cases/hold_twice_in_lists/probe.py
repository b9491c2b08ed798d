"""What is in a list twice stays in it twice, whatever becomes of it."""
import app

levels = [app.Level.LOW, app.Level.HIGH, app.Level.LOW, app.Level.LOW]
pairs = [(app.Level.LOW, 1), (app.Level.LOW, 1)]
row = [app.MISSING] * 3
classes = [app.Job, int, app.Job]
steps = [app.log, len, app.log]


def checks():
    return {
        "members": levels == [10, 2, 10, 10] and pairs == [(10, 1)] * 2,
        "sentinel": [item is app.MISSING for item in row] == [True] * 3,
        "classes": classes == [app.Job, int, app.Job],
        "functions": steps == [app.log, len, app.log],
    }
