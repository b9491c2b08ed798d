"""Registries that take what is made for them - unless it says that it does not want to."""
KNOWN = {}
ORDER = []
HOOKS = {}
PANELS = []
ACTIVE = {}
ALIASES = {}


class Plugin:
    def __init_subclass__(cls, abstract=False, **more):
        super().__init_subclass__(**more)
        if not abstract:
            KNOWN[cls.__name__.lower()] = cls
            ORDER.append((len(ORDER), cls))


class Meta(type):
    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        if body.get("active", True):
            ACTIVE[name] = cls


class Job(metaclass=Meta):
    pass


def on(event, enabled=True):
    def take(f):
        if enabled:
            HOOKS.setdefault(event, []).append(f)
        return f
    return take


def panel(title, hidden=False):
    def take(cls):
        if not hidden:
            PANELS.append(cls())
        return cls
    return take


def once(f):
    ALIASES.setdefault(f.__name__, f)
    return f
