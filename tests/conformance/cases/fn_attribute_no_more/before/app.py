import functools


def retry(label):
    def decorate(f):
        @functools.wraps(f)
        def wrapper(x):
            return f(x)

        wrapper.label = label
        wrapper.calls = 0
        return wrapper

    return decorate


def mark(f):
    f.marked = True
    return f


@retry("db")
def save(x):
    return x


@mark
def load(x):
    return x
