TASKS = {}


class Task:
    def __init__(self, fn, name, retries=3):
        self.fn = fn
        self.name = name
        self.retries = retries
        self.runs = 0

    def __call__(self, *args):
        self.runs += 1
        return self.fn(*args)


def task(name, retries=3):
    def register(fn):
        if name in TASKS:
            raise ValueError(name)
        t = TASKS[name] = Task(fn, name, retries)
        return t
    return register
