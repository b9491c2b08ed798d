import app

app.hit(app.Kind.A)
app.configure(region="eu")
config = app.CONFIG


def checks():
    kind = app.Kind
    return {
        "counters": (app.HITS[kind.A], app.SEEN[kind.A]) == (1, 1) and len(app.HITS) == 3 and app.HITS[kind.C] == 0,
        "the record of the process": app.CONFIG is config and config.region == "eu" and app.limits.rps == 50,
        "the one of the line": app.UNTOUCHED.grace == 8.0 and app.Config().grace == 8.0 and app.Limits().burst == 40,
    }
