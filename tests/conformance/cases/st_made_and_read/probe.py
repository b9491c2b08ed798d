import app

app.route(0)
app.route(1)
shard = app.SHARDS[0]


def checks():
    return {
        "kept": app.SHARDS[0] is shard is app.BY_N[0],
        "state": app.route(3) == ("v2", 0, 2),
        "the new one": app.route(2) == ("v2", 2, 1) and app.COUNT == 3,
    }
