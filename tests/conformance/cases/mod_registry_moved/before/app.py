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


@check
def positive(n):
    return n > 0


class Hub:
    handlers = {}

    @classmethod
    def on(cls, name):
        def put(f):
            cls.handlers[name] = f
            return f
        return put


@Hub.on("ping")
def ping():
    return "pong"
