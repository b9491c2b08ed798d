import functools
def logged(f):
    @functools.wraps(f)
    def w(self, *a, **k):
        return f(self, *a, **k)
    return w
class Parser:
    @logged
    def __init__(self):
        self.line = 1
        self.errors = []
