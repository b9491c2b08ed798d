"""A base class that hands on what another class can do: as from_queryset() of Django."""


def handing_on(cls):
    def method(name):
        def call(self, *args):
            return getattr(self.target, name)(*args)
        return call
    return type("HandsOn" + cls.__name__, (), {n: method(n) for n in dir(cls) if not n.startswith("_")})
