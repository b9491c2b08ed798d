def limited(scope, *, cost=1):
    def wrap(f):
        f.scope = scope
        f.cost = cost
        return f
    return wrap
