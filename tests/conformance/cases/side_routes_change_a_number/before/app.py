ROUTES = []


def route(path, weight=1):
    def deco(f):
        ROUTES.append((path, f, weight))
        return f
    return deco


@route("/ping", weight=9)
def ping():
    return 1


@route("/list", weight=9)
def list_():
    return 2


@route("/sync", weight=9)
def sync():
    return 3
