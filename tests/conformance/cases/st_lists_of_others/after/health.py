import app


def mark_down(host):
    if host in app.UPSTREAMS:
        app.UPSTREAMS.remove(host)
    app.WEIGHTS[:] = [(name, weight) for name, weight in app.WEIGHTS if name != "b"]


def unblock(name):
    app.BLOCKED.discard(name)


def take():
    return app.FREE.pop()
