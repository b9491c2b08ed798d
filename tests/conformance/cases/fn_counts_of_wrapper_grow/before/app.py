import functools


def metered(f):
    stats = {"calls": 0}

    @functools.wraps(f)
    def wrapper(*args):
        stats["calls"] += 1
        return f(*args)
    wrapper.stats = stats
    return wrapper


@metered
def divide(a, b):
    return a / b
