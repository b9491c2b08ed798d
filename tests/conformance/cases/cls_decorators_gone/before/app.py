def model(cls):
    cls.table = cls.__name__.lower()
    setattr(cls, "describe", lambda self: "a " + self.table)
    return cls


def properties(**kw):
    def decorate(cls):
        for name, value in kw.items():
            setattr(cls, name, property(lambda self, value=value: value))
        return cls
    return decorate


@model
class Plain:
    pass


@properties(size=1)
class Sized:
    size = None


@properties(width=1, height=2)
class Boxed:
    color = "red"


@model
@properties(weight=1)
class Other:
    pass


class Given:
    pass


def helper():
    return 1
