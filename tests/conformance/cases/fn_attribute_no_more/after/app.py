import functools


def retry(label):
    def decorate(f):
        @functools.wraps(f)
        def wrapper(x):
            return f(x)

        wrapper.calls = 0
        return wrapper

    return decorate


def mark(f):
    f.named = True
    return f


@retry("db")
def save(x):
    return x


@mark
def load(x):
    return x
