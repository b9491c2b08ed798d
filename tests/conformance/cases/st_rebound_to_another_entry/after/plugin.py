import app


def dedupe(rows):
    return list(dict.fromkeys(rows))


app.STAGES.insert(1, dedupe)
