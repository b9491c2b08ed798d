import app
import user

app.put("k", "v")
lock, held = app.store.lock, app.index


def checks():
    import state
    app.put("later", "w")
    return {
        "state": app.show("k") == "new v" and user.known("k") == ("v", "v", True),
        "new methods": app.show("no") == "new nothing" and user.known("no") == ("nothing", None, True),
        "one object": state.store is app.store is user.store and state.index is app.index is held,
        "one lock": app.store.lock is lock,
        "later": held["later"] == "w",
    }
