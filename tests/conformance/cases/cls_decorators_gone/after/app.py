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


class Plain:
    pass


class Sized:
    size = None


class Boxed:
    color = "red"


@properties(weight=1)
class Other:
    pass


@model
class Given:
    pass


def helper():
    return 1
