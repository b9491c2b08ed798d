import functools


def limited(most):
    def decorate(function):
        seen = []

        @functools.wraps(function)
        def wrapper(*args):
            wrapper.calls += 1
            seen.append(args)
            return function(*args) if wrapper.calls <= most else "too often"
        wrapper.calls = 0
        wrapper.seen = seen
        return wrapper
    return decorate


@limited(50)
def run(x):
    return ("new", x)


@limited(50)
def walk(x, y=1):
    return ("new", x)
