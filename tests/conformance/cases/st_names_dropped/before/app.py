"""Names that the source does not bind any more, of all kinds."""
A, B = 1, 2
[C, D] = [3, 4]
NUMBER: int = 5
TABLE = {"a": 1}
for index in range(2):
    pass
with open("/dev/null") as file:
    pass
shorten = lambda text: text[:1]


def extra():
    return "extra"


class Gone:
    def m(self):
        return extra()


class Stays:
    limit = 1
    tags = []

    def m(self):
        return "old"

    alias = m
    size = property(lambda self: 3)

    class Inner:
        pass


def f():
    return "old"
