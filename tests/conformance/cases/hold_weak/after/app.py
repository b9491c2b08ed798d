class Base:
    __slots__ = ()


class Row(Base):
    __slots__ = ("a", "b", "__weakref__")

    @classmethod
    def table(cls):
        return "rows 2"


class handler:
    def __init__(self, x):
        self.x = x


class Plain:
    def run(self):
        return 2
