import app

app.CACHE["k"] = 1
app.POOL.append(1)
app.LOCK.acquire()
held = app.CACHE, app.LOCK, app.CONNECTION, app.POOL


def checks():
    return {
        "values": app.f() == (2, 2),
        "same objects": (app.CACHE, app.LOCK, app.CONNECTION, app.POOL) == held and app.CACHE is held[0],
        "content": (app.CACHE, app.POOL, app.LOCK.locked()) == ({"k": 1}, [1], True),
    }
