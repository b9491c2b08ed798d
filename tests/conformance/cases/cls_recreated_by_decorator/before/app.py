def again(cls):
    names = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
    return type(cls)(cls.__name__, cls.__bases__, names)


def below(cls):
    class Wrapped(cls):
        extra = "one"

        def m(self): return "outer one", super().m()

    Wrapped.__name__ = cls.__name__
    return Wrapped


@again
class Plain:
    size = 1

    def m(self): return "one"

    @classmethod
    def made(cls): return cls()


@below
class Inner:
    def m(self): return "one"


class Derived(Plain):
    def m(self): return "derived", super().m()
