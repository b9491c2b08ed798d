"""Names that the source does not bind any more, of all kinds."""


class Stays:
    def m(self):
        return "new"


def f():
    return "new"
