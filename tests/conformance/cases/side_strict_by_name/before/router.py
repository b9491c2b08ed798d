class Router:
    def __init__(self):
        self.rules = []
        self.by_endpoint = {}

    def add(self, path, view, methods=("GET",), name=None):
        name = name or view.__name__
        if name in self.by_endpoint:
            raise AssertionError("endpoint %r exists" % name)
        self.by_endpoint[name] = path
        self.rules.append((path, frozenset(methods), view))

    def dispatch(self, method, path, *args):
        for p, methods, view in self.rules:
            if p == path:
                return view(*args) if method in methods else 405
        return 404


router = Router()
