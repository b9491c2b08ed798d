import functools

COMMANDS = {}


def option(name):
    def put(f):
        f.__dict__.setdefault("options", []).append(name)
        return f
    return put


def command(f):
    COMMANDS[f.__name__] = {"run": f, "options": list(f.__dict__.get("options", ()))}
    return f


def call(name, **given):
    entry = COMMANDS[name]
    return entry["run"](**{key: given.get(key) for key in entry["options"]})


@command
@option("host")
def serve(host):
    return "serve %s" % host
