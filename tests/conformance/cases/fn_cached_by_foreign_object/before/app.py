from lib import memoized
RATE = 19
@memoized
def discount(n):
    return 0 if n < 10 else 5
@memoized
def tax(n):
    return n * RATE // 100
