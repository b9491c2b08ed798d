import operator


def fast(x):
    return x + 1


def slow(x):
    return x * 2


class Draft:
    label = "draft"


class Final:
    label = "final"


ROUTES = {"v1": {"get": fast, "put": slow}, "v2": {"get": fast}}
STAGES = [{"name": "a", "run": fast, "kind": Draft}, {"name": "b", "run": slow, "kind": Draft}]
OPERATIONS = {"sum": {"do": lambda a, b: a + b, "by": operator.add}, "more": {"do": lambda a, b: a > b}}

UNITS = dict(inch=lambda v: v * 2, foot=lambda v: v * 30)


class Desk:
    table = {"open": {"do": fast, "then": "close"}, "close": {"do": slow, "then": None}}
