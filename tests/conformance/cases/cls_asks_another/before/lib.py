def manager_of(query):
    def make(name):
        def call(self, *args):
            return getattr(query(), name)(*args)
        return call
    return type("Manager", (), {n: make(n) for n in vars(query) if not n.startswith("_")})()


class Query:
    @classmethod
    def as_manager(cls):
        return manager_of(cls)
