class Task:
    def __init_subclass__(cls, queue="default"):
        cls.queue = queue
        if "registry" not in Task.__dict__:
            Task.registry = {}
        Task.registry[cls.__name__] = cls


class Meta(type):
    def __init__(cls, name, bases, names):
        if not bases:
            cls.known = []
        cls.known.append(cls)


class Plugin(metaclass=Meta):
    pass


class Ping(Task):
    def run(self):
        return "ping"


class Text(Plugin):
    pass
