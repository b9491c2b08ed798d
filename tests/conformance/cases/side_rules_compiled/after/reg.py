from compiler import compile_expr

RULES = []
ACTIONS = {}


class Rule:
    def __init__(self, name, when, then):
        self.name, self.then = name, then
        self.when = compile_expr(when)
        self.fired = 0


def rule(name, when):
    def wrap(fn):
        ACTIONS[fn.__name__] = fn
        RULES.append(Rule(name, when, fn.__name__))
        return fn
    return wrap


def run(**env):
    out = []
    for r in RULES:
        if r.when(env):
            r.fired += 1
            out.append(ACTIONS[r.then](env))
    return out
