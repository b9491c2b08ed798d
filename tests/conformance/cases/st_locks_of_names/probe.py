import app

disk = app.LOCKS["disk"]
disk.acquire()


def checks():
    try:
        got = app.use("gpu")
    except KeyError:
        got = None
    return {"new": got == "used gpu", "held": app.LOCKS["disk"] is disk and disk.locked()}
