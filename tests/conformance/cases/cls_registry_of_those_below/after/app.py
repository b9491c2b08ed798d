class Task:
    timeout = 30

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
    level = 2


class Ping(Task):
    def run(self):
        return "pong"


class Text(Plugin):
    pass


class Sweep(Task, queue="slow"):
    pass


class Image(Plugin):
    pass
