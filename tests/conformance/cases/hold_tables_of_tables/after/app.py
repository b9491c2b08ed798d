import operator


def fast(x):
    return x + 1


def slow(x):
    return x * 2


class Draft:
    label = "draft"


class Final:
    label = "final"


ROUTES = {"v1": {"get": fast, "put": fast}, "v2": {"get": slow, "put": fast}}
STAGES = [{"name": "a", "run": fast, "kind": Draft}, {"name": "b", "run": fast, "kind": Final}]
OPERATIONS = {"sum": {"do": lambda a, b: a + b + 1, "by": operator.add}, "more": {"do": lambda a, b: a > b}}

UNITS = dict(inch=lambda v: v * 2, foot=lambda v: v * 31)


class Desk:
    table = {"open": {"do": fast, "then": "close"}, "close": {"do": slow, "then": "archive"}}
