TASKS = {}


def task(f):
    TASKS[f.__name__] = f
    return f
