import functools
def logged(f):
    @functools.wraps(f)
    def wrapper(*args): return ("log2", f(*args))
    return wrapper
class Counted:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *args):
        self.n += 1
        return self.f(*args)
@logged
def f(x: str):
    "doc2"
    return ("f2", x)
@Counted
def g(x): return ("g2", x)
@functools.lru_cache(maxsize=None)
def h(x): return ("h2", x)
@logged
def bare(x): return ("bare2", x)
def loses(x): return ("loses2", x)
