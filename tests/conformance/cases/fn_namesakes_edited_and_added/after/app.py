from functools import singledispatch

ROUTES = []


def get(path):
    def register(fn):
        ROUTES.append((path, fn))
        return fn
    return register


@get("/")
@get("/index.html")
def _():
    return "home"


@get("/members")
def _():
    return "users"


@get("/teams")
def _():
    return "teams"


@get("/health")
def _():
    return "ok"


@singledispatch
def dump(value):
    return "?"


@dump.register(list)
@dump.register(set)
def _(value):
    return "[%s]" % ",".join(dump(v) for v in value)


@dump.register
def _(value: int):
    return "i%d" % value


@dump.register
def _(value: bytes):
    return value.hex()
