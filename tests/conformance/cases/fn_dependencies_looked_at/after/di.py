import inspect

ROUTES = {}


class Depends:
    def __init__(self, call=None):
        self.call = call


def resolve(call):
    """What it takes, and what that takes, as known when it is asked."""
    found = {}
    for name, p in inspect.signature(call).parameters.items():
        if isinstance(p.default, Depends):
            found[name] = (p.default.call or p.annotation, resolve(p.default.call or p.annotation))
        else:
            found[name] = p.default
    return found


def call_with(call, plan):
    return call(**{n: call_with(*p) if isinstance(p, tuple) else p for n, p in plan.items()})


def get(path):
    def register(f):
        ROUTES[path] = (f, resolve(f))
        return f
    return register


def ask(path):
    return call_with(*ROUTES[path])
