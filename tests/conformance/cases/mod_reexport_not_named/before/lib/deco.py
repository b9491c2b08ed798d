def limited(scope):
    def wrap(f):
        f.scope = scope
        return f
    return wrap
