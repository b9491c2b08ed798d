from lib import memoize
RATE = 20
@memoize
def discount(n):
    return 0 if n < 10 else 7
@memoize
def tax(n):
    return n * RATE // 100
