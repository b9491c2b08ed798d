class made:
    def v(self): return "two"


def plain(): return "two"


class Slots:
    __slots__ = ("a", "b")

    def m(self): return "two"


class Number(int):
    __slots__ = ()

    def m(self): return "two"
