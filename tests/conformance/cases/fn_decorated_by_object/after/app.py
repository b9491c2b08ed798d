class Breaker:
    def __call__(self, f):
        def guarded(*args):
            return "new", f(*args)
        return guarded

    def wrap(self, f):
        def wrapped(*args):
            return "new", f(*args)
        return wrapped


def tag(n):
    def decorate(f):
        def tagged(*args):
            return n, f(*args)
        return tagged
    return decorate


breaker = Breaker()


@tag(4)
@breaker
def charge(n):
    return n


class Api:
    limit = 2

    @breaker.wrap
    def get(self):
        return self.limit
