import functools
RATE = 2
def deco(f):
    @functools.wraps(f)
    def w(*a): return f(*a)
    return w
@deco
def base(k): return k * RATE
class Calc:
    def __call__(self, k): return k * RATE
calc = Calc()
part = functools.partial(lambda r, k: k * r * RATE, 1)
class Cls:
    @classmethod
    def get(cls, k): return k * RATE
def plain(k): return k * RATE
