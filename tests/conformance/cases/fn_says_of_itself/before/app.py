"""Usage: one."""


def kind(k):
    def decorate(f):
        f.kind = k
        return f
    return decorate


@kind("a")
def first(x, n=1):
    """Does one."""
    return "one", x


@kind("b")
def second(x: int):
    """Does it."""
    return "one", x


def third(x):
    """Does it, too."""
    return x


USAGE = __doc__
LINES = USAGE.split()
HELP = {"first": first.__doc__, "third": third.__doc__}
COMMANDS = {f.__name__: (f, f.__doc__) for f in (first, second, third)}
TABLE = {f.kind: f for f in (first, second)}
N = first.__defaults__[0]
HINT = second.__annotations__["x"]
