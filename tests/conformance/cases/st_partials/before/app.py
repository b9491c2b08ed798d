from functools import partial
def base(a, b): return a, b
p = partial(base, 1)
q = partial(p, 5)
T = {"x": partial(p, 6)}
