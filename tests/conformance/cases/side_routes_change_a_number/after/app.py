ROUTES = []


def route(path, weight=1):
    def deco(f):
        ROUTES.append((path, f, weight))
        return f
    return deco


@route("/ping", weight=5)
def ping():
    return 1


@route("/list", weight=5)
def list_():
    return 2


@route("/sync", weight=5)
def sync():
    return 3
