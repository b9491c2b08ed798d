def made(): return "one"


def plain(): return "one"


class Slots:
    __slots__ = ("a",)

    def m(self): return "one"


class Number(int):
    __slots__ = ()

    def m(self): return "one"
