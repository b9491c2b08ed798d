ROUTES = []


def route(path):
    def register(f):
        ROUTES.append((path, f))
        return f
    return register


def matching(conditions):
    def register(f):
        ROUTES.append((conditions, f))
        return f
    return register
