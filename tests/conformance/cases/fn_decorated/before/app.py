import functools
def logged(f):
    @functools.wraps(f)
    def wrapper(*args): return ("log1", f(*args))
    return wrapper
class Counted:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *args):
        self.n += 1
        return self.f(*args)
@logged
def f(x: int):
    "doc1"
    return ("f1", x)
@Counted
def g(x): return ("g1", x)
@functools.lru_cache(maxsize=None)
def h(x): return ("h1", x)
def bare(x): return ("bare1", x)
@logged
def loses(x): return ("loses1", x)
