import app

mine = app.Conn("mine")
app.POOL["mine"] = mine
app.see(mine)


def checks():
    return {
        "added": app.get("b") is app.b and app.b in app.SEEN,
        "pool at run time": app.get("mine") is mine,
        "seen at run time": mine in app.SEEN,
    }
