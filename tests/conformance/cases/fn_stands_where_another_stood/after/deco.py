import functools
def timed(f):
    @functools.wraps(f)
    def w(*a): return f(*a)
    return w
def logged(f):
    @functools.wraps(f)
    def w(*a, n=1): return f(*a) + n
    return w
@logged
def job(x): return x
@timed
def job2(x): return x
