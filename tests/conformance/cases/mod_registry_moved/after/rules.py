RULES = {}
CHECKS = []


def rule(name):
    def put(f):
        RULES[name] = f
        return f
    return put


def check(f):
    CHECKS.append(f)
    return f


@rule("staff")
def is_staff(user):
    return user == "root"


@rule("internal")
def is_internal(user):
    return user.startswith("i-")


@check
def positive(n):
    return n > 0


@check
def small(n):
    return n < 10
