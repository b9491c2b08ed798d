import functools


def guarded(f):
    @functools.wraps(f)
    def inner(*args):
        return "guarded", f(*args)

    return inner


class Counted:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)

    def __get__(self, o, owner=None):
        return functools.partial(self, o)
