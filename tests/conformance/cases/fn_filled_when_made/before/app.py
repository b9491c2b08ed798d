import functools
import re

ROLES = ["admin", "ops"]


def validate(**rules):
    compiled = {}
    for name, rule in rules.items():
        compiled[name] = re.compile(rule)

    def decorate(f):
        @functools.wraps(f)
        def wrapper(**kw):
            if not all(p.fullmatch(kw.get(name, "")) for name, p in compiled.items()):
                return "bad"
            return f(**kw)
        return wrapper
    return decorate


def restricted(f):
    allowed = set()
    for role in ROLES:
        allowed.add(role)
    calls = {}

    @functools.wraps(f)
    def wrapper(user):
        calls[user] = calls.get(user, 0) + 1
        return f(user) if user in allowed else "denied"
    wrapper.calls = calls
    return wrapper


def path(text):
    def put(f):
        f.path = text
        return f
    return put


def routed(cls):
    table = {}
    for name, f in list(vars(cls).items()):
        if hasattr(f, "path"):
            table[f.path] = name
    cls.dispatch = lambda self, text: getattr(self, table[text])() if text in table else "404"
    return cls


class Commands:
    def __init_subclass__(cls):
        known = []
        for name in vars(cls):
            if name.startswith("do_"):
                known.append(name[3:])
        cls.known = classmethod(lambda its: sorted(known))


@validate(name="[a-z]+")
def create(**kw):
    return sorted(kw)


@restricted
def reboot(user):
    return "rebooted"


@routed
class App:
    @path("/a")
    def a(self):
        return "a"

    @path("/b")
    def b(self):
        return "b"


class Shell(Commands):
    def do_ls(self):
        return "ls"
