class Base:
    __slots__ = ()


class Row(Base):
    __slots__ = ("a", "__weakref__")

    @classmethod
    def table(cls):
        return "rows 1"


def handler(x):
    return ("function", x)


class Plain:
    def run(self):
        return 1
