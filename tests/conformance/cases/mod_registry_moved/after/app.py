from rules import CHECKS, RULES, check, rule


class Dispatcher:
    handlers = {}

    @classmethod
    def on(cls, name):
        def put(f):
            cls.handlers[name] = f
            return f
        return put


class Hub(Dispatcher):
    pass


@Hub.on("ping")
def ping():
    return "pong"
