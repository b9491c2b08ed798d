from lib import Model
class Meta(type):
    known = {}
    def __call__(cls, *args):
        key = cls, args
        if key not in Meta.known:
            Meta.known[key] = super().__call__(*args)
        return Meta.known[key]
    def count(cls): return len(Meta.known)
class Node(metaclass=Meta):
    kind = "new"
    def __init__(self, *args): self.args = args
class Repo:
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.cache = {}
        cls.tag = "new"
class Users(Repo):
    table = "people"
    def get(self, key): return self.cache.get(key, "nobody")
class Posts(Repo):
    def get(self, key): return self.cache.get(key)
def tracked(cls):
    cls.live = []
    init = cls.__init__
    def __init__(self, *args):
        init(self, *args)
        cls.live.append(self)
    cls.__init__ = __init__
    return cls
@tracked
class Connection:
    port = 81
    def __init__(self, host): self.host = host
    def show(self): return self.host, self.port
class Job(Model):
    table = "tasks"
    def save(self):
        self.objects.append(self)
        return "new", self.saved.send(self)
