LIMITS = {"a": 1}
OTHERS = {"b": 2}


class Handler:
    routes = ["/b", "/c"]
    options = {"depth": 2, "width": 3}
    kinds = {"y"}
    limits = OTHERS
    hooks = []
