from lib import memoize
RATE = 19
@memoize
def discount(n):
    return 0 if n < 10 else 5
@memoize
def tax(n):
    return n * RATE // 100
