import functools
def logged(f):
    @functools.wraps(f)
    def w(*a): return f(*a)
    return w
@logged
def job(x): return x
