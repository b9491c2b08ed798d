class Plugin:
    known = {}
    def __init_subclass__(cls, key=None, version=1, mime="x", **options):
        super().__init_subclass__(**options)
        cls.key, cls.version = key or cls.__name__.lower(), version
        cls.mime = mime
        Plugin.known[cls.key] = cls
class Csv(Plugin, key="csv", mime="text/csv"):
    def run(self): return "new"
class Json(Plugin, key="json5", version=3):
    def run(self): return "new"
class Mount(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if hasattr(cls, "plugins"):
            cls.plugins.append(cls)
        else:
            cls.plugins = []
class Action(metaclass=Mount):
    timeout = 6
class Go(Action):
    priority = 2
class Kinds:
    names, seen = {}, set()
    def __init_subclass__(cls):
        Kinds.names[cls] = cls.__name__
        Kinds.seen.add(cls)
class A(Kinds):
    n = 2
class Lists:
    table = {}
    def __init_subclass__(cls, *, kind="x"):
        Lists.table.setdefault(kind, []).append(cls)
class Stays(Lists, kind="k"):
    n = 2
class Goes(Lists, kind="other"): pass
class Entry:
    def __init__(self, name, cls): self.name, self.cls = name, cls
ENTRIES, ROUTES = [], []
def entry(name):
    def decorator(cls):
        ENTRIES.append(Entry(name, cls))
        return cls
    return decorator
def route(path, **options):
    def decorator(cls):
        ROUTES.append((path, cls, options))
        return cls
    return decorator
@entry("page")
class Page:
    size = 20
@route("/a", auth=True)
class Same:
    def get(self): return "new"
@route("/b2")
class Moved:
    def get(self): return "new"
