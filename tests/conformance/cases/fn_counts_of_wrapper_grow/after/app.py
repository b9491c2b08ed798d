import functools


def metered(f):
    stats = {"calls": 0, "errors": 0}

    @functools.wraps(f)
    def wrapper(*args):
        stats["calls"] += 1
        try:
            return f(*args)
        except ArithmeticError:
            stats["errors"] += 1
            return None
    wrapper.stats = stats
    return wrapper


@metered
def divide(a, b):
    return a / b
