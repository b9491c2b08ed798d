import functools
LOW, ROLE, STEPS = 1, "admin", ["a"]


def between(low, high):

    def check(n):
        return low <= n <= high
    return check


def has_role(role):

    def decide(user):
        return role in user["roles"]
    return decide


def steps(*names):

    def run(x):
        return [x + n for n in names]
    return run


def counter(step):
    n = 0

    def count():
        nonlocal n
        n += step
        return n
    return count


check = between(LOW, 10)
is_admin = has_role(ROLE)
RULES = {"age": between(LOW, 99), "x": has_role(ROLE)}
run = steps(*STEPS)
count = counter(LOW)


class Form:
    rule = staticmethod(between(LOW, 5))
