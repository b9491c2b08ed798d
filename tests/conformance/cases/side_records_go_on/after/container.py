class Binding:
    def __init__(self, provider):
        self.provider = provider
        self.instance = None

    def get(self):
        if self.instance is None:
            self.instance = self.provider()
        return self.instance


BINDINGS = {}
PLAIN = {}
POOLS = {}
JOBS = []


def singleton(cls):
    BINDINGS[cls] = Binding(cls)
    PLAIN[cls.__name__] = {"provider": cls, "instance": None}
    return cls


class Pool:
    def __init__(self, cls):
        self.cls = cls
        self.free = []


class Pooled:
    def __init_subclass__(cls):
        POOLS[cls.__name__] = Pool(cls)


class Job:
    def __init__(self, function, queue="main"):
        self.function = function
        self.runs = 0
        self.queue = queue

    def run(self):
        self.runs += 1
        return self.function()


def job(function=None, *, queue="main"):
    if function is None:
        return lambda f: job(f, queue=queue)
    made = Job(function, queue)
    JOBS.append(made)
    return made
