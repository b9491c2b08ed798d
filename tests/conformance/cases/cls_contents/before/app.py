LIMITS = {"a": 1}


class Handler:
    routes = ["/a", "/b"]
    options = {"depth": 1}
    kinds = {"x"}
    limits = LIMITS
    hooks = []
