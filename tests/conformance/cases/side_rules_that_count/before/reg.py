RULES = []
ACTIONS = {}


class Rule:
    def __init__(self, name, limit, then):
        self.name, self.limit, self.then = name, limit, then
        self.fired = 0


def rule(name, limit):
    def wrap(fn):
        ACTIONS[fn.__name__] = fn
        RULES.append(Rule(name, limit, fn.__name__))
        return fn
    return wrap


def run(total):
    out = []
    for r in RULES:
        if total > r.limit:
            r.fired += 1
            out.append(ACTIONS[r.then](total))
    return out
