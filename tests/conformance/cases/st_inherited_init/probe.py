import app

pool, kind = app.POOLS["a"], app.Pool


def checks():
    return {
        "what the base gives to a new entry": app.POOLS["b"].size == 10,
        "and to one that it has made before": app.POOLS["a"].size == 10,
        "and to a value": app.NAMED == 11,
        "the unchanged class is the same": app.Pool is kind and type(pool) is kind and isinstance(app.POOLS["b"], kind),
    }
