ROUTES = {}


def route(path):
    def deco(f):
        ROUTES[path] = f
        return f
    return deco


@route("/a")
def a(): return 1
