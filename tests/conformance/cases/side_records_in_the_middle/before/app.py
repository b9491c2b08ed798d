from dataclasses import dataclass

RULES = []


@dataclass
class Rule:
    name: str
    f: object


def rule(name):
    def put(f):
        RULES.append(Rule(name, f))
        return f
    return put


@rule("a")
def a():
    return 1


@rule("*")
def rest():
    return 9
