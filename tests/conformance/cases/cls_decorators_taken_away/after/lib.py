import functools
def serialized(fn):
    @functools.wraps(fn)
    def inner(self, *a):
        self.trail.append("lock")
        return fn(self, *a)
    inner.serialized = True
    return inner
