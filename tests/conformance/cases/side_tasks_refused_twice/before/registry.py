TASKS = {}


class Task:
    def __init__(self, fn, name):
        self.fn = fn
        self.name = name
        self.runs = 0

    def __call__(self, *args):
        self.runs += 1
        return self.fn(*args)


def task(name):
    def register(fn):
        if name in TASKS:
            raise ValueError(name)
        t = TASKS[name] = Task(fn, name)
        return t
    return register
