from lib import memoized
RATE = 20
@memoized
def discount(n):
    return 0 if n < 10 else 7
@memoized
def tax(n):
    return n * RATE // 100
